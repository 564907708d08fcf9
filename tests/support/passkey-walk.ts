/**
 * Passkeys as a person has them: a page in Chromium, with an authenticator that the browser simulates. In a process of its own,
 * which the browser ends with.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CHROMIUM, CHROMIUM_FLAGS } from "./chromium.ts";

export interface PasskeyWalkRequest {
  readonly endpoint: string;
  readonly clientId: string;
  readonly username: string;
  readonly accessToken: string;
}

/** What each step came to: the page's answer, or the name of its error. */
export interface PasskeyWalkResult {
  readonly registration: string;
  readonly secondRegistration: string;
  /** An access token. */
  readonly signIn: string;
  readonly signInWithoutVerification: string;
  /** By a page that asks the browser for less than the pool asks of it. */
  readonly signInByLaxPage: string;
}

/** Walks in another process. */
export async function walkWithPasskey(request: PasskeyWalkRequest): Promise<PasskeyWalkResult> {
  const script = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(request)]);
  return JSON.parse(stdout);
}

async function walk(request: PasskeyWalkRequest): Promise<PasskeyWalkResult> {
  const { chromium } = await import("playwright-core");
  const html = readFileSync(new URL("./passkey-page.html", import.meta.url));
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end(html),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    chromiumSandbox: false,
    args: CHROMIUM_FLAGS,
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("WebAuthn.enable");
    const { authenticatorId } = await devTools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const run = (step: "register" | "signIn", more: { readonly userVerification?: string } = {}) =>
      page.evaluate<string>(`${step}(${JSON.stringify({ ...request, ...more })}).catch(({ name }) => name)`);

    const registration = await run("register");
    const secondRegistration = await run("register");
    const signIn = await run("signIn");
    await devTools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
    const signInWithoutVerification = await run("signIn");
    const signInByLaxPage = await run("signIn", { userVerification: "discouraged" });
    return { registration, secondRegistration, signIn, signInWithoutVerification, signInByLaxPage };
  } finally {
    await browser.close();
    server.close();
  }
}

if (import.meta.main) {
  process.stdout.write(JSON.stringify(await walk(JSON.parse(process.argv[2] ?? "{}"))));
}
