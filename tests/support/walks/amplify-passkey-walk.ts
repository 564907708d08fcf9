/** aws-amplify with a passkey, in a bundled page. It runs in its own process, so that the browser ends with it. */
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";
import { withPasskeyPage } from "../clients/passkey-browser.ts";

export interface AmplifyPasskeyRequest {
  readonly endpoint: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

export interface AmplifyPasskeyResult {
  /** The number of passkeys after the registration. */
  readonly passkeys: number;
  /** Amplify's name for the state after the sign-in. */
  readonly step: string;
  readonly accessToken: string;
  /** After the passkey was removed. */
  readonly passkeysLeft: number;
}

/** Runs the walk in another process. */
export async function walkWithAmplifyPasskey(request: AmplifyPasskeyRequest): Promise<AmplifyPasskeyResult> {
  return callInOtherProcess(import.meta.url, request);
}

/** The app; `walk` contains the user's actions. */
const app = `
import { Amplify } from "aws-amplify";
import * as auth from "aws-amplify/auth";

window.walk = async ({ endpoint, poolId, clientId, username, password }) => {
  Amplify.configure({
    Auth: { Cognito: { userPoolId: poolId, userPoolClientId: clientId, userPoolEndpoint: endpoint } },
  });
  await auth.signIn({ username, password });
  await auth.associateWebAuthnCredential();
  const { credentials } = await auth.listWebAuthnCredentials();
  await auth.signOut();
  const { nextStep } = await auth.signIn({
    username,
    options: { authFlowType: "USER_AUTH", preferredChallenge: "WEB_AUTHN" },
  });
  const { tokens } = await auth.fetchAuthSession();
  for (const { credentialId } of credentials) await auth.deleteWebAuthnCredential({ credentialId });
  const left = await auth.listWebAuthnCredentials();
  return {
    passkeys: credentials.length,
    step: nextStep.signInStep,
    accessToken: String(tokens.accessToken),
    passkeysLeft: left.credentials.length,
  };
};`;

async function bundle(): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    stdin: { contents: app, resolveDir: import.meta.dirname },
    bundle: true,
    format: "iife",
    platform: "browser",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

async function walk(request: AmplifyPasskeyRequest): Promise<AmplifyPasskeyResult> {
  const content = await bundle();
  return withPasskeyPage("<!doctype html><title>An app with aws-amplify</title>", async ({ page }) => {
    await page.addScriptTag({ content });
    return page.evaluate<AmplifyPasskeyResult>(`walk(${JSON.stringify(request)})`);
  });
}

if (import.meta.main) await answerCaller(walk);
