/**
 * All ways to start a choice-based sign-in with aws-amplify, beginning with a sign-up without a password. It runs in its own
 * process, like an app.
 */
import { AdminSetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { SignInOutput } from "aws-amplify/auth";
import { ApiClient } from "../clients/api-client.ts";
import { cognitoClient } from "../clients/cognito-client.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";

export interface ChoiceWalkRequest {
  readonly endpoint: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

/** Amplify's name of each step, for each way to sign in; `DONE` means signed in. */
export type ChoiceWalkResult = Readonly<Record<string, readonly string[]>>;

/** Runs the walk in another process. */
export async function walkWithChoices(request: ChoiceWalkRequest): Promise<ChoiceWalkResult> {
  return callInOtherProcess(import.meta.url, request, { isBundled: true });
}

/** A user's responses to the questions, one after the other; a code is read when it arrives. */
type Responses = readonly (string | (() => Promise<string>))[];

async function walk(request: ChoiceWalkRequest): Promise<ChoiceWalkResult> {
  const { endpoint, poolId, clientId, username, password } = request;
  const { Amplify } = await import("aws-amplify");
  const auth = await import("aws-amplify/auth");
  Amplify.configure({
    Auth: { Cognito: { userPoolId: poolId, userPoolClientId: clientId, userPoolEndpoint: endpoint } },
  });
  const inbox = new ApiClient({ apiUrl: endpoint, cloudUrl: endpoint });
  const code = () => inbox.codeFor(username);

  async function signUp(): Promise<readonly string[]> {
    const started = await auth.signUp({
      username,
      options: { userAttributes: { email: username }, autoSignIn: { authFlowType: "USER_AUTH" } },
    });
    const confirmed = await auth.confirmSignUp({ username, confirmationCode: await code() });
    const signedIn = await auth.autoSignIn();
    return [started.nextStep.signUpStep, confirmed.nextStep.signUpStep, signedIn.nextStep.signInStep];
  }

  async function signIn(
    preferredChallenge: "EMAIL_OTP" | "PASSWORD" | "PASSWORD_SRP" | undefined,
    responses: Responses,
  ): Promise<readonly string[]> {
    await auth.signOut();
    const withPassword = preferredChallenge?.startsWith("PASSWORD") ? { password } : {};
    const options = { authFlowType: "USER_AUTH" as const, ...(preferredChallenge && { preferredChallenge }) };
    let output: SignInOutput = await auth.signIn({ username, ...withPassword, options });
    const steps: string[] = [output.nextStep.signInStep];
    for (const response of responses) {
      const challengeResponse = typeof response === "string" ? response : await response();
      output = await auth.confirmSignIn({ challengeResponse });
      steps.push(output.nextStep.signInStep);
    }
    await auth.fetchAuthSession({ forceRefresh: true });
    return steps;
  }

  const signedUp = await signUp();
  await cognitoClient(endpoint).send(
    new AdminSetUserPasswordCommand({
      UserPoolId: poolId,
      Username: username,
      Password: password,
      Permanent: true,
    }),
  );
  return {
    "sign-up without a password": signedUp,
    "a code": await signIn("EMAIL_OTP", [code]),
    "a password": await signIn("PASSWORD", []),
    "a password by SRP": await signIn("PASSWORD_SRP", []),
    "a code, chosen": await signIn(undefined, ["EMAIL_OTP", code]),
    "a password, chosen": await signIn(undefined, ["PASSWORD", password]),
    "a password by SRP, chosen": await signIn(undefined, ["PASSWORD_SRP", password]),
  };
}

if (import.meta.main) await answerCaller(walk);
