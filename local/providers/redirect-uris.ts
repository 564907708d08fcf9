import { isLoopbackHost } from "../protocol/cross-origin.ts";

/**
 * Whether a provider of the stand-in may redirect there: to the path of a pool's domain, on any port of this machine. Real
 * providers compare with registered addresses (RFC 9700 §2.1); here none are registered, but redirects never leave the machine.
 */
export function isRedirectHere(value: string, path: "/oauth2/idpresponse" | "/saml2/idpresponse"): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    (url.protocol === "http:" || url.protocol === "https:") &&
    isLoopbackHost(url.host) &&
    // Exact: no user information, query, fragment, or other spelling of the same URL.
    value === `${url.origin}${path}`
  );
}
