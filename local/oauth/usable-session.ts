/** Whether the browser's session is good for a request, or how far it is from that. */
import {
  type CompletedFactor,
  chooseLevel,
  factorsIn,
  reaches,
} from "../cognito/domain/authentication-level.ts";
import { possibleFactors, stillValid } from "../cognito/sign-in/choice/step-up.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { findSession, type HostedSession, isReusable } from "./hosted-session.ts";
import type { OAuthRequest } from "./oauth-request.ts";

/** An acceptable session: by a method that the client offers and requests, and not older than it allows. */
export function usableSession(
  request: OAuthRequest,
  authorization: AuthorizationRequest,
  provider: string | undefined,
): HostedSession | null {
  const { client, pool, prompt, maxAge, identityProvider } = authorization;
  if (prompt.has("login")) return null;
  const session = findSession(request, pool);
  if (session === null || !isReusable(request, authorization, session)) return null;
  const madeBy = session.provider ?? "COGNITO";
  const asked = provider ?? identityProvider;
  const isOffered = client.settings.SupportedIdentityProviders?.includes(madeBy) ?? false;
  const age = request.context.clock.now() - session.authenticatedAt;
  const isYoung = maxAge === undefined || age <= maxAge * 1000;
  return isOffered && isYoung && (asked === undefined || asked === madeBy) ? session : null;
}

/** The factors that the user need not repeat. */
export function completedIn(
  { context }: Pick<OAuthRequest, "context">,
  { authentication, authenticatedAt, provider, user }: HostedSession,
): readonly CompletedFactor[] {
  if (provider !== null) return [];
  return stillValid(context, user, factorsIn(authentication.methods), Math.floor(authenticatedAt / 1000));
}

/**
 * How the session compares with the level that the client asks for: the first one that the user can reach. What a provider's user can
 * reach, only the provider knows.
 */
export function compareLevel(
  request: Pick<OAuthRequest, "context">,
  { levels, pool }: AuthorizationRequest,
  session: HostedSession,
): "reached" | "below" | "out of reach" {
  const { authentication, provider, user } = session;
  const [first] = levels;
  if (first === undefined) return "reached";
  if (provider !== null) return (authentication.level ?? 0) >= first ? "reached" : "below";
  const completed = completedIn(request, session);
  const possible = possibleFactors(request.context, pool, { user, username: user.username });
  const target = chooseLevel(levels, possible, completed);
  if (target === null) return "out of reach";
  return reaches(completed, target) ? "reached" : "below";
}
