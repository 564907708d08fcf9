import { isStrongEnough } from "../auth/authentication-level.ts";
import { COGNITO_SCOPE } from "../auth/permissions.ts";
import type { Principal } from "../auth/principal.ts";
import { isUnavailable } from "../aws/is-unavailable.ts";
import type { SessionStore } from "../sessions/session-store.ts";
import { ApiError } from "./api-error.ts";
import type { Assurance, RequestOrigin } from "./route.ts";

interface GuardedRequest {
  readonly principal: Principal;
  readonly accessToken: string;
  readonly from: RequestOrigin;
  readonly assurance: Assurance;
  /** The levels of which a recent sign-in must have reached one; none for any level. */
  readonly acrValues: readonly string[];
}

/**
 * Accepts a request or throws.
 *
 * @throws ApiError `session_revoked`, `reauthentication_required`, `service_unavailable` if the session can't be checked
 */
export type SessionGuard = (request: GuardedRequest) => Promise<void>;

interface SessionGuardSettings {
  readonly sessions: SessionStore;
  /** Whether Cognito still accepts the token. Only Cognito knows of a sign-out by an SDK. */
  readonly isHonoured: (accessToken: string) => Promise<boolean>;
  /** Cognito's id of the session of a token, in a pool that tracks sessions. */
  readonly findSessionOf?: ((accessToken: string) => Promise<string | undefined>) | undefined;
  /** The maximum age of a recent sign-in, in seconds. */
  readonly recentSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A valid session is not checked again for so long: the maximum time for which a revoked one goes on. */
const TRUST_MS = 60_000;

/** Sessions remembered per process; the least recently used are forgotten first. */
const MAX_REMEMBERED = 10_000;

/** RFC 6750 §3.1 for a revoked token. */
const REVOKED = { "www-authenticate": 'Bearer error="invalid_token", error_description="session revoked"' };

/** The answer to a sign-in that is too old or too weak, with what a new one needs (RFC 9470 §3). */
function insufficientSignIn(isStrong: boolean, acrValues: readonly string[], maxAge: number): ApiError {
  const description = isStrong
    ? "a more recent sign-in is required"
    : "a sign-in with a second factor is required";
  const parameters = {
    error: "insufficient_user_authentication",
    error_description: description,
    ...(acrValues.length > 0 && { acr_values: acrValues.join(" ") }),
    max_age: String(maxAge),
  };
  const challenge = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  return new ApiError("reauthentication_required", {
    headers: { "www-authenticate": `Bearer ${challenge.join(", ")}` },
    ...(!isStrong && {
      detail: "This needs a sign-in with a second factor: sign in again with it, then repeat it.",
    }),
  });
}

/**
 * Checks whether the sign-in of a token was ended, which a gateway that only verifies tokens can't see. It asks the table of
 * sessions and, for tokens with Cognito's scope, Cognito. If the table can't be asked, the request is refused.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
 * @see https://www.rfc-editor.org/rfc/rfc9470 for the answer to a sign-in that is too old or too weak
 */
export function sessionGuard({
  sessions,
  isHonoured,
  findSessionOf,
  recentSeconds,
  now = Date.now,
}: SessionGuardSettings): SessionGuard {
  const trusted = new Map<string, number>();

  function remember(originJti: string, until: number): void {
    trusted.set(originJti, until);
    const [oldest = originJti] = trusted.keys();
    if (trusted.size > MAX_REMEMBERED) trusted.delete(oldest);
  }

  function checkSignIn({ principal: { acr, authTime }, acrValues }: GuardedRequest): void {
    const isRecent = now() / 1000 - authTime <= recentSeconds;
    const isStrong = isStrongEnough(acr, acrValues);
    if (!isRecent || !isStrong) throw insufficientSignIn(isStrong, acrValues, recentSeconds);
  }

  async function isInForce({ principal, accessToken, from }: GuardedRequest, originJti: string) {
    const { sub, clientId, authTime, scopes, signIn } = principal;
    const { ip, userAgent } = from;
    const use = { sub, originJti, clientId, authTime, ip, userAgent, signIn };
    const isCognitos = scopes.includes(COGNITO_SCOPE);
    const findNativeId = isCognitos && findSessionOf ? () => findSessionOf(accessToken) : undefined;
    try {
      const [isKnownGood, isCognitosGood] = await Promise.all([
        sessions.use(use, now(), findNativeId),
        isCognitos ? isHonoured(accessToken) : true,
      ]);
      return isKnownGood && isCognitosGood;
    } catch (error) {
      throw new ApiError(isUnavailable(error) ? "service_unavailable" : "internal_error", { cause: error });
    }
  }

  return async (request) => {
    const { principal, assurance } = request;
    const { originJti } = principal;
    // Every client of this pool has token revocation on, so every token has one.
    if (originJti === undefined) throw new ApiError("unauthorized");
    const isTrusted = assurance === "usual" && (trusted.get(originJti) ?? 0) > now();
    if (!isTrusted) {
      // A session that is looked up again moves to the end of the order.
      trusted.delete(originJti);
      if (!(await isInForce(request, originJti))) throw new ApiError("session_revoked", { headers: REVOKED });
      remember(originJti, now() + TRUST_MS);
    }
    if (assurance === "recent") checkSignIn(request);
  };
}
