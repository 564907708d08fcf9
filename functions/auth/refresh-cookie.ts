import { ApiError } from "../../libs/http/api-error.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { Fault } from "../../libs/observability/describe-cause.ts";
import { environment } from "./environment.ts";

/**
 * The cookie that holds a page's refresh token (docs/adr/0016). Not `__Host-`, which would send it with every request to the
 * API: only these routes need it.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis
 */
const cookieName = () => `__Secure-refresh-token${environment().COOKIE_SUFFIX}`;

const ATTRIBUTES = "Path=/v1/auth; HttpOnly; Secure; SameSite=Strict";

/** In bytes. Browsers drop a larger cookie silently (RFC 6265 §6.1). Cognito's tokens have about 1,800 characters. */
const MAX_BYTES = 4096;

/** `Set-Cookie` for a token that is valid for so many seconds more. */
export function renderRefreshCookie(refreshToken: string, seconds: number): string {
  const cookie = `${cookieName()}=${refreshToken}; Max-Age=${Math.max(0, Math.floor(seconds))}; ${ATTRIBUTES}`;
  if (cookie.length > MAX_BYTES) {
    throw new ApiError("internal_error", { cause: new Fault("the refresh token is too long for a cookie") });
  }
  return cookie;
}

/** `Set-Cookie` that removes it. */
export const clearedRefreshCookie = (): string => `${cookieName()}=; Max-Age=0; ${ATTRIBUTES}`;

/**
 * The refresh tokens from cookies. More than one is an attack: a page on a neighbouring host can set a cookie of this name for
 * the whole domain, and the two can't be told apart.
 */
export function readRefreshCookies({ cookies }: RequestOrigin): string[] {
  const start = `${cookieName()}=`;
  return cookies.filter((cookie) => cookie.startsWith(start)).map((cookie) => cookie.slice(start.length));
}

/** The `Sec-Fetch-Site` of requests from pages of our own sites. */
const OWN_SITES = ["same-origin", "same-site"];

/** Whether a page of an allowed origin makes the request. */
export function isOwnPage({ origin, fetchSite }: RequestOrigin): boolean {
  const isAllowed = origin !== undefined && environment().WEB_ORIGINS.includes(origin);
  return isAllowed && (fetchSite === undefined || OWN_SITES.includes(fetchSite));
}

/**
 * Accepts a request with a cookie only from a page of an allowed origin. Browsers send a cookie with every request, so the origin,
 * and not the cookie, tells that the request was meant: a browser always sends it with a POST, and no page can change it.
 * Setting the cookie is protected alike, or a stranger's page could sign its visitors in to an account of its own.
 *
 * @throws ApiError `origin_not_allowed`
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function checkOrigin(from: RequestOrigin): void {
  if (!isOwnPage(from)) throw new ApiError("origin_not_allowed");
}
