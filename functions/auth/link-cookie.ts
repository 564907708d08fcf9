import { ApiError } from "../../libs/http/api-error.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { makeSecret } from "../../libs/otp/one-time-code.ts";
import { PENDING_LINK_SECONDS } from "../../libs/sign-in-links/pending-link-store.ts";
import { environment } from "./environment.ts";

/**
 * The cookie of a browser that asked for sign-in links (docs/adr/0060). `__Host-`, because a neighbouring host must not be able
 * to set it: with a cookie of its own it could sign visitors in to an account of its own. It is short, so that sending it with
 * every request costs little.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis
 */
const cookieName = () => `__Host-sign-in-link${environment().COOKIE_SUFFIX}`;

/** @throws ApiError `request_refused` if the deployment has no sign-in links */
export function checkLinksAreOn(): void {
  if (!environment().SIGN_IN_METHODS.includes("email_link")) throw new ApiError("request_refused");
}

const SECRET = /^[\w-]{43}$/;

/** The secret of the browser that asks; undefined if it has none. */
export function readLinkBrowser({ cookies }: RequestOrigin): string | undefined {
  const start = `${cookieName()}=`;
  const [secret, ...others] = cookies
    .filter((cookie) => cookie.startsWith(start))
    .map((cookie) => cookie.slice(start.length));
  return secret !== undefined && others.length === 0 && SECRET.test(secret) ? secret : undefined;
}

/** The secret of a browser that asks for a link: the one that it has, so that the links it asked for before stay valid. */
export const linkBrowserOf = (from: RequestOrigin): string => readLinkBrowser(from) ?? makeSecret();

/** `Set-Cookie` for a browser's secret. */
export const renderLinkCookie = (browser: string): string =>
  `${cookieName()}=${browser}; Max-Age=${PENDING_LINK_SECONDS}; Path=/; HttpOnly; Secure; SameSite=Strict`;
