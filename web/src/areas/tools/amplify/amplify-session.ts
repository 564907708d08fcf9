import { Amplify } from "aws-amplify";
import { fetchAuthSession, signOut } from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";

/** As much of `GET /v1/auth/config` as Amplify needs. */
interface Config {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Without `https://`, which Amplify puts before it. */
  readonly loginDomain?: string;
  readonly managedLogin?: { readonly scopes: readonly string[] };
  /** On a laptop only. */
  readonly endpoints?: { readonly cognito: string };
}

/** Tokens in memory, where a script that was injected later does not find them. They are gone with the page. */
const kept = new Map<string, string>();
const inMemory = {
  getItem: async (key: string) => kept.get(key) ?? null,
  setItem: async (key: string, value: string) => void kept.set(key, value),
  removeItem: async (key: string) => void kept.delete(key),
  clear: async () => kept.clear(),
};

/**
 * Once, before anything else.
 *
 * @param pageUrl where the login page leads back to: one of the client's callback URLs and of its logout URLs. Without it there is no
 *   sign-in by redirect.
 */
export function configure(config: Config, pageUrl?: string): void {
  const { userPoolId, userPoolClientId, endpoints, loginDomain, managedLogin } = config;
  const endpoint = endpoints === undefined ? {} : { userPoolEndpoint: endpoints.cognito };
  const oauth = {
    domain: loginDomain ?? "",
    scopes: [...(managedLogin?.scopes ?? [])],
    redirectSignIn: [pageUrl ?? ""],
    redirectSignOut: [pageUrl ?? ""],
    responseType: "code" as const,
  };
  const loginWith = loginDomain === undefined || pageUrl === undefined ? {} : { loginWith: { oauth } };
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, ...endpoint, ...loginWith } } });
  // After it, for it takes `localStorage`.
  cognitoUserPoolsTokenProvider.setKeyValueStorage(inMemory);
}

/** Good tokens: Amplify refreshes them by itself. */
export async function tokens() {
  const { tokens } = await fetchAuthSession();
  return tokens;
}

/** Ends the sign-in at Cognito, too. After a sign-in by redirect it leads over the login page, which forgets the user, back to `pageUrl`. */
export const leave = (): Promise<void> => signOut();
