import { Amplify } from "aws-amplify";
import { fetchAuthSession, signOut } from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";

/** The part of `GET /v1/auth/config` that Amplify needs. */
interface Config {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Without `https://`, which Amplify adds. */
  readonly loginDomain?: string;
  readonly managedLogin?: { readonly scopes: readonly string[] };
  /** On a laptop only. */
  readonly endpoints?: { readonly cognito: string };
}

/** Tokens in memory, where a later injected script does not find them. They are gone when the page is left. */
const kept = new Map<string, string>();
const inMemory = {
  getItem: async (key: string) => kept.get(key) ?? null,
  setItem: async (key: string, value: string) => void kept.set(key, value),
  removeItem: async (key: string) => void kept.delete(key),
  clear: async () => kept.clear(),
};

/**
 * Call it once, before anything else.
 *
 * @param pageUrl where the login page returns to: one of the client's callback URLs and of its logout URLs. Without it there is no sign-in
 * by redirect.
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
  // After `configure`, which sets `localStorage`.
  cognitoUserPoolsTokenProvider.setKeyValueStorage(inMemory);
}

/** Valid tokens: Amplify refreshes them automatically. */
export async function tokens() {
  const { tokens } = await fetchAuthSession();
  return tokens;
}

/**
 * Also ends the sign-in at Cognito. After a sign-in by redirect it goes through the login page, which ends its own session, back to
 * `pageUrl`.
 */
export const leave = (): Promise<void> => signOut();
