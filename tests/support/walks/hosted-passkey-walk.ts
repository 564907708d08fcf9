/**
 * A user of the pages with a keyboard and a fingerprint reader, but no mouse: Chromium with a simulated authenticator. It runs in
 * its own process, so that the browser ends with it.
 */
import type { CDPSession, Page } from "playwright-core";
import { launchChromium, STEP_HANGS_AFTER } from "../clients/chromium.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";
import { addAuthenticator } from "../clients/passkey-browser.ts";

export interface HostedPasskeyRequest {
  /** The page that adds a passkey, with the app's parameters. */
  readonly addUrl: string;
  /** Authorize, with `prompt=login`. */
  readonly signInUrl: string;
  readonly callback: string;
  readonly username: string;
  readonly password: string;
}

export interface HostedPasskeyResult {
  /** Titles of the visited pages, and `code` if the browser returned to the app. */
  readonly adding: readonly string[];
  readonly signingIn: readonly string[];
  /** The text of a page whose authenticator did not answer. */
  readonly refused: string;
  /** Errors in the browser's console: violations of the pages' policy. */
  readonly complaints: readonly string[];
}

/** Runs the walk in another process. */
export async function walkHostedPasskey(request: HostedPasskeyRequest): Promise<HostedPasskeyResult> {
  return callInOtherProcess(import.meta.url, request);
}

const words = (page: Page): Promise<string> => page.evaluate("document.activeElement.textContent.trim()");

/** Moves with Tab to the element with this text and presses Enter. */
async function tabTo(page: Page, name: string): Promise<void> {
  await page.getByText(name, { exact: true }).first().waitFor();
  for (let step = 0; step < 20; step += 1) {
    if ((await words(page)) === name) break;
    await page.keyboard.press("Tab");
  }
  if ((await words(page)) !== name) throw new Error(`The keyboard does not reach "${name}" on ${page.url()}`);
  await page.keyboard.press("Enter");
}

/** Presses keys and waits for the next page. */
async function leads(page: Page, press: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent("framenavigated"), press()]);
  await page.waitForLoadState();
}

/** Waits until the page has focused a field or a button: browsers do it when they first draw the page, which may be after it is loaded. */
async function focused(page: Page): Promise<void> {
  await page.waitForFunction("document.activeElement !== document.body");
}

/** Typed text goes to the field that the page has focused. */
async function type(page: Page, text: string): Promise<void> {
  await focused(page);
  await page.keyboard.type(text);
  await leads(page, () => page.keyboard.press("Enter"));
}

/** Presses the button that the page has focused, which leads back to the app. @throws Error with the page's message if it does not */
async function returns(page: Page, callback: string): Promise<void> {
  await focused(page);
  await page.keyboard.press("Enter");
  const message = page.locator("[data-message]:not(:empty)");
  const refused = message.waitFor().then(
    () => message.innerText(),
    () => undefined,
  );
  const outcome = await Promise.race([page.waitForURL(`${callback}**`), refused]);
  if (outcome !== undefined) throw new Error(`The page does not return to the app: ${outcome}`);
}

async function walk(request: HostedPasskeyRequest): Promise<HostedPasskeyResult> {
  const { addUrl, signInUrl, callback, username, password } = request;
  const browser = await launchChromium();
  const complaints: string[] = [];
  try {
    const context = await browser.newContext({ locale: "en-US" });
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_HANGS_AFTER);
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    const devTools: CDPSession = await context.newCDPSession(page);
    const authenticatorId = await addAuthenticator(devTools);
    const where = async () => (new URL(page.url()).searchParams.has("code") ? "code" : page.title());

    const adding: string[] = [];
    await page.goto(addUrl);
    adding.push(await where());
    await type(page, username);
    adding.push(await where());
    await leads(page, () => tabTo(page, "Use your password"));
    adding.push(await where());
    await type(page, password);
    adding.push(await where());
    await returns(page, callback);
    adding.push(await where());

    const signingIn: string[] = [];
    await page.goto(signInUrl);
    await type(page, username);
    signingIn.push(await where());
    await leads(page, () => tabTo(page, "Use a passkey"));
    signingIn.push(await where());
    await devTools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: false });
    await devTools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
    await devTools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: true });
    await focused(page);
    await page.keyboard.press("Enter");
    await page.locator("[data-message]:not(:empty)").waitFor();
    const refused = await page.locator("[data-message]").innerText();
    await devTools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
    await returns(page, callback);
    signingIn.push(await where());
    return { adding, signingIn, refused, complaints };
  } finally {
    await browser.close();
  }
}

if (import.meta.main) await answerCaller(walk);
