/** A page in Chromium, with an authenticator that the browser simulates. */

import type { CDPSession, Page } from "playwright-core";
import { launchChromium, STEP_HANGS_AFTER } from "./chromium.ts";
import { serveApp } from "./serve-app.ts";

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
  const app = await serveApp({ html });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(STEP_HANGS_AFTER);
    await page.goto(`http://localhost:${app.port}/`);
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
    await app.close();
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
