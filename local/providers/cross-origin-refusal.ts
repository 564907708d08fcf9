import type { IncomingMessage } from "node:http";

/** A path to which pages of other origins post forms by design: the HTTP-POST binding of SAML (saml-bindings-2.0 §3.5). */
const POSTED_TO_FROM_ELSEWHERE = new Set(["/_local/providers/saml/sso", "/_local/providers/saml/slo"]);

/**
 * Pages of other origins may only link to the stand-in. They can't read anything or choose an account.
 *
 * @returns why a request is refused, or `null`
 */
export function crossOriginRefusal({ method, headers }: IncomingMessage, path: string): string | null {
  const { origin, host } = headers;
  const site = String(headers["sec-fetch-site"]);
  const isForeign =
    (origin !== undefined && origin !== `http://${host}`) || site === "cross-site" || site === "same-site";
  if (!isForeign) return null;
  const mode = headers["sec-fetch-mode"];
  // Browsers that don't send these headers send no origin either when they follow a link.
  const isNavigation = mode === "navigate" && headers["sec-fetch-dest"] === "document";
  const isLink = method === "GET" && isNavigation;
  const isPostedForm =
    method === "POST" && (isNavigation || mode === undefined) && POSTED_TO_FROM_ELSEWHERE.has(path);
  // A page may show a picture; it can't read it.
  const isImage = method === "GET" && headers["sec-fetch-dest"] === "image";
  return isLink || isPostedForm || isImage ? null : "Pages of other origins can't use this.";
}
