import { Amplify } from "aws-amplify";
import { confirmSignIn, fetchAuthSession, type SignInOutput, signIn, signOut } from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";

/** As much of `GET /v1/auth/config` as Amplify needs. */
interface Config {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
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

/** Once, before anything else. */
export function configure({ userPoolId, userPoolClientId, endpoints }: Config): void {
  const endpoint = endpoints === undefined ? {} : { userPoolEndpoint: endpoints.cognito };
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, ...endpoint } } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(inMemory);
}

/** By SRP: the password never leaves the browser. The answer says what comes next. */
export const begin = (username: string, password: string): Promise<SignInOutput> =>
  signIn({ username, password, options: { authFlowType: "USER_SRP_AUTH" } });

/** A code that the answer asked for. */
export const goOn = (code: string): Promise<SignInOutput> => confirmSignIn({ challengeResponse: code });

/** Good tokens: Amplify refreshes them by itself. */
export async function tokens() {
  const { tokens } = await fetchAuthSession();
  return tokens;
}

/** Ends the sign-in at Cognito, too. */
export const leave = (): Promise<void> => signOut();
