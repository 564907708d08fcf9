import type { IncomingMessage } from "node:http";

/** Where a page of another origin posts a form by design: the HTTP-POST binding of SAML (saml-bindings-2.0 §3.5). */
const POSTED_TO_FROM_ELSEWHERE = new Set(["/_local/providers/saml/sso", "/_local/providers/saml/slo"]);

/**
 * What pages of other origins may do with the stand-in: lead people to it. They read nothing, and choose no account.
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
  // Browsers that don't send these headers name no origin when they follow a link.
  const isNavigation = mode === "navigate" && headers["sec-fetch-dest"] === "document";
  const isLink = method === "GET" && isNavigation;
  const isPostedForm =
    method === "POST" && (isNavigation || mode === undefined) && POSTED_TO_FROM_ELSEWHERE.has(path);
  // A page may show a picture; it can't read it.
  const isImage = method === "GET" && headers["sec-fetch-dest"] === "image";
  return isLink || isPostedForm || isImage ? null : "Pages of other origins can't use this.";
}
