import type { AuthConfig } from "../../../api/config.ts";

export const WAYS = ["password", "code", "redirect"] as const;

/** How the page signs in; in its address. */
export type Way = (typeof WAYS)[number];

export interface AmplifySearch {
  readonly way?: Way;
}

/** Keeps the rest of the address: what the login page answered is there for Amplify. */
export const readSearch = ({ way, ...rest }: Readonly<Record<string, unknown>>): AmplifySearch => {
  const known = WAYS.find((one) => one === way);
  return { ...rest, ...(known !== undefined && { way: known }) };
};

const ownUrl = (): string => `${window.location.origin}/tools/amplify`;

/** What has to be registered before the login page leads back here; undefined where it is, or there is no login page. */
export function missingUrl({ managedLogin }: AuthConfig): string | undefined {
  const isRegistered = [managedLogin?.redirectUris, managedLogin?.logoutUris].every((urls) =>
    urls?.includes(ownUrl()),
  );
  return managedLogin === undefined || isRegistered ? undefined : ownUrl();
}

/** Where the login page leads back to; undefined where it can't. */
export const pageUrlOf = (config: AuthConfig): string | undefined =>
  config.managedLogin === undefined || missingUrl(config) !== undefined ? undefined : ownUrl();

/**
 * Whether the browser takes the login domain's certificate. On a laptop it is of an authority that the machine has to be told of; a request
 * that fails says so before the browser leaves for a page with a warning.
 */
export const isTrusted = async ({ endpoints, loginDomain, userPoolId }: AuthConfig): Promise<boolean> =>
  endpoints === undefined ||
  fetch(`https://${loginDomain}/${userPoolId}/.well-known/jwks.json`).then(
    () => true,
    () => false,
  );
