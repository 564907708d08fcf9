/**
 * A browser's visit to a page: the client's request, the progress of the sign-in, and the token that shows that a form is ours.
 *
 * The progress is kept on the server, under a random string in a separate cookie for each authorization. Two tabs that sign in
 * to two apps do not disturb each other, and a page of one authorization never continues the progress of another.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { PageProgress } from "../../cognito/state/hosted-record-repository.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import { loadAuthorization, pageUrl } from "../load-authorization.ts";
import type { OAuthRequest } from "../oauth-request.ts";
import type { Cookie } from "../reply.ts";
import { chooseLanguage, type Language, languageCookie, textsOf } from "./language.ts";
import type { PageTexts } from "./texts/page-texts.ts";

/** How long a page may wait for the user, as on AWS (cognito-user-pools-managed-login). */
const PROGRESS_SECONDS = 5 * 60;

const CSRF_COOKIE = "XSRF-TOKEN";

export interface Visit {
  readonly request: OAuthRequest;
  readonly authorization: AuthorizationRequest;
  readonly language: Language;
  readonly texts: PageTexts;
  /** The progress; a POST removes it, and then keeps it again or drops it. */
  readonly progress: Step | null;
  /** The value that every form carries. */
  readonly csrf: string;
  /** Cookies that the answer sets. */
  readonly cookies: readonly Cookie[];
}

/** The content of a progress, without its binding. */
export type Step = Omit<PageProgress, "clientId" | "authorization">;

const hash = (text: string): Buffer => createHash("sha256").update(text).digest();

/** The authorization without the language, which the user may change on the way. */
function fingerprint(authorization: AuthorizationRequest): string {
  const query = new URLSearchParams(authorization.query);
  query.delete("lang");
  return hash(pageUrl("", { query })).toString("base64url");
}

const progressCookie = (authorization: AuthorizationRequest): string =>
  `page-data-${fingerprint(authorization).slice(0, 10)}`;

/** @throws PageError, RedirectError as authorize does */
export function openVisit(
  request: OAuthRequest,
  {
    takes,
    authorization = loadAuthorization(request),
  }: {
    readonly takes: boolean;
    readonly authorization?: AuthorizationRequest;
  },
): Visit {
  const language = chooseLanguage(request);
  const kept = request.cookies.get(CSRF_COOKIE) ?? "";
  const isKept = /^[\w-]{43}$/.test(kept);
  const csrf = isKept ? kept : randomBytes(32).toString("base64url");
  return {
    request,
    authorization,
    language,
    texts: textsOf(language),
    progress: findProgress(request, authorization, takes),
    csrf,
    cookies: [...languageCookie(request.query), ...(isKept ? [] : [{ name: CSRF_COOKIE, value: csrf }])],
  };
}

function findProgress(
  { context, cookies }: OAuthRequest,
  authorization: AuthorizationRequest,
  takes: boolean,
): Step | null {
  const { hostedRecords } = context;
  const secret = cookies.get(progressCookie(authorization)) ?? "";
  const kept = takes ? hostedRecords.take("page", secret) : hostedRecords.find("page", secret);
  if (kept === null) return null;
  const { clientId, authorization: begun, ...step } = kept.content;
  const isSame = clientId === authorization.client.id && begun === fingerprint(authorization);
  return isSame ? step : null;
}

/** The owner of a progress. */
const binding = (authorization: AuthorizationRequest) => ({
  clientId: authorization.client.id,
  authorization: fingerprint(authorization),
});

/** Keeps the progress, under a new string. */
export function keepProgress({ request: { context }, authorization }: Visit, step: Step): Cookie {
  const value = context.hostedRecords.keep("page", {
    poolId: authorization.pool.id,
    content: { ...step, ...binding(authorization) },
    expiresAt: context.clock.now() + PROGRESS_SECONDS * 1000,
  });
  return { name: progressCookie(authorization), value, maxAgeSeconds: PROGRESS_SECONDS };
}

/** Removes the cookie of the progress, which was removed already. */
export const endProgress = ({ authorization }: Visit): Cookie => ({
  name: progressCookie(authorization),
  value: "",
});

/** Drops messages that are shown only once. */
export function forgetFlash({ request: { context, cookies }, authorization, progress }: Visit): void {
  if (progress?.flash === undefined) return;
  const { flash: _, ...step } = progress;
  const content = { ...step, ...binding(authorization) };
  context.hostedRecords.change("page", cookies.get(progressCookie(authorization)) ?? "", content);
}

/**
 * Whether one of our pages in this browser sent a form: it has the cookie's value, compared in constant time (login CSRF, RFC
 * 9700 §4.7), and the browser does not report another site as its sender (Fetch Metadata).
 */
export function isOurForm({ cookies, form, headers }: OAuthRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const [kept, sent] = [cookies.get(CSRF_COOKIE) ?? "", form.get("_csrf") ?? ""];
  return kept !== "" && timingSafeEqual(hash(kept), hash(sent));
}
