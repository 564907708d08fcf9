/**
 * An app that uses `amplify_outputs.json` and the code from the start page to sign in a demo user. It runs in its own process,
 * like an app.
 */

import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";

export interface AmplifyOutputsWalk {
  readonly outputs: object;
  readonly username: string;
  readonly password: string;
}

export interface SignedIn {
  readonly groups: unknown;
  readonly accessToken: string;
  readonly identityId: string | undefined;
}

export async function walkWithAmplifyOutputs(request: AmplifyOutputsWalk): Promise<SignedIn> {
  return callInOtherProcess(import.meta.url, request, { isBundled: true });
}

type Outputs = Parameters<typeof import("aws-amplify/utils").parseAmplifyConfig>[0] & {
  readonly custom: { readonly endpoints: object };
};

async function walk({ outputs: given, username, password }: AmplifyOutputsWalk): Promise<SignedIn> {
  const { Amplify } = await import("aws-amplify");
  const { parseAmplifyConfig } = await import("aws-amplify/utils");
  const auth = await import("aws-amplify/auth");
  const outputs = given as Outputs;
  const config = parseAmplifyConfig(outputs);
  Object.assign(config.Auth?.Cognito ?? {}, outputs.custom.endpoints);
  Amplify.configure(config);
  const { nextStep } = await auth.signIn({ username, password });
  if (nextStep.signInStep !== "DONE") throw new Error(`Amplify is asked for ${nextStep.signInStep}`);
  const { tokens, identityId } = await auth.fetchAuthSession();
  return {
    groups: tokens?.accessToken.payload["cognito:groups"],
    accessToken: String(tokens?.accessToken),
    identityId,
  };
}

if (import.meta.main) await answerCaller(walk);
