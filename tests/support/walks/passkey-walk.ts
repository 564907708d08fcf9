/**
 * Passkeys in a page in Chromium, with a simulated authenticator. It runs in its own process, so that the browser ends with it.
 */
import { readFileSync } from "node:fs";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";
import { withPasskeyPage } from "../clients/passkey-browser.ts";

export interface PasskeyWalkRequest {
  readonly endpoint: string;
  readonly clientId: string;
  readonly username: string;
  readonly accessToken: string;
}

/** The result of each step: the page's answer, or the name of its error. */
export interface PasskeyWalkResult {
  readonly registration: string;
  readonly secondRegistration: string;
  /** An access token. */
  readonly signIn: string;
  readonly signInWithoutVerification: string;
  /** By a page that requires less of the browser than the pool does. */
  readonly signInByLaxPage: string;
}

/** Runs the walk in another process. */
export async function walkWithPasskey(request: PasskeyWalkRequest): Promise<PasskeyWalkResult> {
  return callInOtherProcess(import.meta.url, request);
}

function walk(request: PasskeyWalkRequest): Promise<PasskeyWalkResult> {
  const html = readFileSync(new URL("../clients/passkey-page.html", import.meta.url));
  return withPasskeyPage(html, async ({ page, setUserVerified }) => {
    const run = (step: "register" | "signIn", more: { readonly userVerification?: string } = {}) =>
      page.evaluate<string>(`${step}(${JSON.stringify({ ...request, ...more })}).catch(({ name }) => name)`);

    const registration = await run("register");
    const secondRegistration = await run("register");
    const signIn = await run("signIn");
    await setUserVerified(false);
    const signInWithoutVerification = await run("signIn");
    const signInByLaxPage = await run("signIn", { userVerification: "discouraged" });
    return { registration, secondRegistration, signIn, signInWithoutVerification, signInByLaxPage };
  });
}

if (import.meta.main) await answerCaller(walk);
