/**
 * The state of a browser between the redirect to a provider and the way back. The provider returns `state`, which names the
 * request. A cookie shows that it is the same browser (RFC 6749 §10.12): an answer for another browser, or one that comes
 * twice, is refused.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { HostedRecords } from "../../cognito/state/hosted-record-repository.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import { pageUrl } from "../load-authorization.ts";
import { PageError } from "../oauth-errors.ts";
import type { OAuthRequest } from "../oauth-request.ts";
import type { Cookie } from "../reply.ts";

const BROWSER_COOKIE = "csrf-state";

/** "An unfinished sign-in ends after five minutes" (cognito-user-pools-managed-login). */
const SECONDS = 300;

export type PendingFederation = HostedRecords["federation"];

const hashOf = (value: string): string => createHash("sha256").update(value).digest("base64url");

/**
 * Stores the request.
 *
 * @returns the `state` for the provider, and the cookie that binds it to the browser
 */
export function keepFederation(
  { context, cookies }: OAuthRequest,
  authorization: AuthorizationRequest,
  asked: Pick<PendingFederation, "provider" | "redirectUri" | "nonce" | "requestId">,
): { readonly state: string; readonly cookie: Cookie } {
  // Sign-ins in several tabs share the cookie.
  const known = cookies.get(BROWSER_COOKIE) ?? "";
  const value = /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString("base64url");
  const state = context.hostedRecords.keep("federation", {
    poolId: authorization.pool.id,
    content: { ...asked, query: pageUrl("", authorization).slice(1), browser: hashOf(value) },
    expiresAt: context.clock.now() + SECONDS * 1000,
  });
  return { state, cookie: { name: BROWSER_COOKIE, value, maxAgeSeconds: SECONDS } };
}

/**
 * Removes and returns the request of a `state`, which is used up in any case.
 * @throws PageError unknown, used before, expired, or from another browser
 */
export function takeFederation({ context, cookies }: OAuthRequest, state: string | null): PendingFederation {
  const content = context.hostedRecords.take("federation", state ?? "")?.content;
  const given = Buffer.from(hashOf(cookies.get(BROWSER_COOKIE) ?? ""));
  const isSame = content !== undefined && timingSafeEqual(given, Buffer.from(content.browser));
  if (!isSame) throw new PageError("invalid_request", null);
  return content;
}

/**
 * Keeps a provider's posted answer until the browser follows the redirect: a form that another site posts has no cookies
 * (`SameSite=Lax`), the redirect after it has.
 *
 * @returns the `state` to continue with
 * @throws PageError unknown, used before, or expired
 */
export function putAside({ context }: OAuthRequest, posted: Readonly<Record<string, string>>): string {
  const kept = context.hostedRecords.take("federation", posted.state ?? "");
  if (kept === null) throw new PageError("invalid_request", null);
  return context.hostedRecords.keep("federation", { ...kept, content: { ...kept.content, posted } });
}
