/** A page in Chromium, with an authenticator that the browser simulates. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { CDPSession, Page } from "playwright-core";
import { CHROMIUM, CHROMIUM_FLAGS, STEP_HANGS_AFTER } from "./chromium.ts";

export interface PasskeyPage {
  readonly page: Page;
  /** Whether the authenticator verifies the user (PIN or fingerprint). */
  setUserVerified(isUserVerified: boolean): Promise<void>;
}

/** Opens the page at `localhost`, a valid domain for passkeys, and closes the browser after `use`. */
export async function withPasskeyPage<Result>(
  html: string | Buffer,
  use: (page: PasskeyPage) => Promise<Result>,
): Promise<Result> {
  const { chromium } = await import("playwright-core");
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
    page.setDefaultTimeout(STEP_HANGS_AFTER);
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    const devTools = await page.context().newCDPSession(page);
    const authenticatorId = await addAuthenticator(devTools);
    return await use({
      page,
      setUserVerified: async (isUserVerified) => {
        await devTools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
      },
    });
  } finally {
    await browser.close();
    server.close();
  }
}

/** Adds a platform authenticator, which answers at once. @returns its id */
export async function addAuthenticator(devTools: CDPSession): Promise<string> {
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
  return authenticatorId;
}
