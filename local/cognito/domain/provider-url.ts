const WEB: readonly string[] = ["http:", "https:"];

/** `localhost`, a name under it, or a loopback address. */
const LOOPBACK = /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL leads to this machine, so that requests can't be intercepted on the network. */
export function isLoopbackUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && WEB.includes(parsed.protocol) && LOOPBACK.test(parsed.hostname);
}

/**
 * Whether a provider may be called there: HTTPS on port 443 (which `URL` leaves out) or 80, as AWS requires
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html), or a provider on this machine.
 */
export function isProviderUrl(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== "" || parsed.password !== "" || parsed.hash !== "") return false;
  return isLoopbackUrl(url) || (parsed.protocol === "https:" && ["", "80"].includes(parsed.port));
}
