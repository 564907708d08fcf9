import type { AuthConfig } from "../../../api/config.ts";

export const WAYS = ["password", "code", "redirect"] as const;

/** How the page signs in; in the URL. */
export type Way = (typeof WAYS)[number];

export interface AmplifySearch {
  readonly way?: Way;
}

/** Keeps the rest of the URL: the login page's answer is there for Amplify. */
export const readSearch = ({ way, ...rest }: Readonly<Record<string, unknown>>): AmplifySearch => {
  const known = WAYS.find((one) => one === way);
  return { ...rest, ...(known !== undefined && { way: known }) };
};

const ownUrl = (): string => `${window.location.origin}/tools/amplify`;

/**
 * The callback URL that must be registered before the login page can return here; undefined if it is registered, or if there is no login
 * page.
 */
export function missingUrl({ managedLogin }: AuthConfig): string | undefined {
  const isRegistered = [managedLogin?.redirectUris, managedLogin?.logoutUris].every((urls) =>
    urls?.includes(ownUrl()),
  );
  return managedLogin === undefined || isRegistered ? undefined : ownUrl();
}

/** Where the login page returns to; undefined if it can't. */
export const pageUrlOf = (config: AuthConfig): string | undefined =>
  config.managedLogin === undefined || missingUrl(config) !== undefined ? undefined : ownUrl();

/**
 * Whether the browser trusts the login domain's certificate. On a laptop its authority must be installed first; a failed request shows that
 * before the browser opens a page with a warning.
 */
export const isTrusted = async ({ endpoints, loginDomain, userPoolId }: AuthConfig): Promise<boolean> =>
  endpoints === undefined ||
  fetch(`https://${loginDomain}/${userPoolId}/.well-known/jwks.json`).then(
    () => true,
    () => false,
  );
