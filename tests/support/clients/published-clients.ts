/**
 * Sign-ins with the clients that AWS publishes, each in its own process like an app. Started with a client's name and JSON, it
 * prints the tokens or the error as JSON.
 */

import { answerCaller, callInOtherProcess } from "./other-process.ts";

export interface SignInRequest {
  readonly endpoint: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** For a user with a temporary password. */
  readonly newPassword?: string;
}

export interface SignInResult {
  readonly idToken?: string;
  readonly accessToken?: string;
  /** After a refresh of the session. */
  readonly refreshedAccessToken?: string;
  readonly error?: string;
}

const clients = {
  "amazon-cognito-identity-js": signInWithIdentityJs,
  "aws-amplify": signInWithAmplify,
};

export type PublishedClient = keyof typeof clients;

/** Signs in with a published client, in another process. */
export async function signInWith(client: PublishedClient, request: SignInRequest): Promise<SignInResult> {
  return callInOtherProcess(import.meta.url, { client, ...request }, { isBundled: true });
}

async function signInWithIdentityJs(request: SignInRequest): Promise<SignInResult> {
  const { AuthenticationDetails, CognitoUser, CognitoUserPool } = await import("amazon-cognito-identity-js");
  const pool = new CognitoUserPool({
    UserPoolId: request.poolId,
    ClientId: request.clientId,
    endpoint: request.endpoint,
  });
  const user = new CognitoUser({ Username: request.username, Pool: pool });
  const session = await new Promise<import("amazon-cognito-identity-js").CognitoUserSession>(
    (resolve, reject) => {
      const handlers = { onSuccess: resolve, onFailure: reject };
      user.authenticateUser(
        new AuthenticationDetails({ Username: request.username, Password: request.password }),
        {
          ...handlers,
          newPasswordRequired: () => {
            user.completeNewPasswordChallenge(request.newPassword ?? "", {}, handlers);
          },
        },
      );
    },
  );
  const refreshed = await new Promise<import("amazon-cognito-identity-js").CognitoUserSession>(
    (resolve, reject) => {
      user.refreshSession(session.getRefreshToken(), (error, result) =>
        error ? reject(error) : resolve(result),
      );
    },
  );
  return {
    idToken: session.getIdToken().getJwtToken(),
    accessToken: session.getAccessToken().getJwtToken(),
    refreshedAccessToken: refreshed.getAccessToken().getJwtToken(),
  };
}

async function signInWithAmplify(request: SignInRequest): Promise<SignInResult> {
  const { Amplify } = await import("aws-amplify");
  const { confirmSignIn, fetchAuthSession, signIn } = await import("aws-amplify/auth");
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: request.poolId,
        userPoolClientId: request.clientId,
        userPoolEndpoint: request.endpoint,
      },
    },
  });
  const { nextStep } = await signIn({ username: request.username, password: request.password });
  if (nextStep.signInStep === "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED") {
    await confirmSignIn({ challengeResponse: request.newPassword ?? "" });
  }
  const { tokens } = await fetchAuthSession();
  const refreshed = await fetchAuthSession({ forceRefresh: true });
  return {
    idToken: String(tokens?.idToken),
    accessToken: String(tokens?.accessToken),
    refreshedAccessToken: String(refreshed.tokens?.accessToken),
  };
}

if (import.meta.main) {
  await answerCaller(({ client, ...request }: SignInRequest & { readonly client: PublishedClient }) =>
    clients[client](request).catch(
      (error: Error): SignInResult => ({ error: `${error.name}: ${error.message}` }),
    ),
  );
}
