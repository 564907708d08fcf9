import { isLoopbackHost } from "../protocol/cross-origin.ts";

/**
 * Whether a provider of the stand-in may send people there: to the path of a pool's domain, on any port of this machine. Real
 * providers compare with what was registered (RFC 9700 §2.1); here nothing is registered, and nothing leaves the machine.
 */
export function isRedirectHere(value: string, path: "/oauth2/idpresponse" | "/saml2/idpresponse"): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    (url.protocol === "http:" || url.protocol === "https:") &&
    isLoopbackHost(url.host) &&
    // To the letter: no user information, query, fragment, or other spelling of the same URL.
    value === `${url.origin}${path}`
  );
}
