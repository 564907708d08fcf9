/**
 * A browser app with a snippet of docs/client-apps.md, in Chromium: to an identity provider and back, an API call, a refresh, a
 * sign-out. It runs in its own process, so that the browser ends with it. This process serves the app, and the browser maps the
 * app's origin to it, since another program may use that port.
 */

import type { Page } from "playwright-core";
import { writeCode } from "../checks/doc-snippets.ts";
import { bundleApp } from "../clients/bundle-app.ts";
import { launchChromium, STEP_HANGS_AFTER } from "../clients/chromium.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";
import { serveApp } from "../clients/serve-app.ts";

export interface BrowserAppWalk {
  readonly apiUrl: string;
  readonly cloudUrl: string;
  /** The app's origin: one of the client's callback addresses. */
  readonly origin: string;
  /** Undefined if the user signs in on the pool's own pages, with the password. */
  readonly provider: string | undefined;
  readonly email: string;
  readonly password?: string;
}

export interface BrowserAppSight {
  /** The answers of `GET /v1/me` in the app, with the first and the refreshed token. */
  readonly answers: readonly { readonly status: number; readonly body: Readonly<Record<string, unknown>> }[];
  readonly tokens: readonly string[];
  /** The content of `localStorage` while the user is signed in. */
  readonly localStorage: string;
  readonly isSignedInAfterwards: boolean;
  /** Names of the cookies at the pool's domain, signed in and signed out. */
  readonly cookies: readonly (readonly string[])[];
  /** Uncaught errors. */
  readonly complaints: readonly string[];
}

const API_IN_DOCS = "http://localhost:3000";

/** Runs the walk in another process. */
export async function walkInBrowser(code: string, walk: BrowserAppWalk): Promise<BrowserAppSight> {
  const snippet = writeCode("app.mjs", code.replaceAll(API_IN_DOCS, walk.apiUrl));
  return callInOtherProcess(import.meta.url, { ...walk, snippet });
}

/** The snippet's exports, as the page's global `app`. */
const scriptOf = (snippet: string) =>
  `import * as app from ${JSON.stringify(snippet)};\nglobalThis.app = app;`;

/** Enters a new person on the stand-in's page and continues as that person. */
async function chooseNewPerson(page: Page, email: string): Promise<void> {
  await page.waitForURL(/\/_local\/providers\//);
  await page.getByText("Another person").click();
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByLabel("E-mail address").fill(email);
  await page.locator("form.fields button").click();
}

/** Signs in with the password, which the user chooses among other ways. */
async function signInOnPages(page: Page, email: string, password: string): Promise<void> {
  await page.waitForURL(/\/login\?/);
  await page.locator("input[name=username]").fill(email);
  await page.keyboard.press("Enter");
  const secret = page.locator("input[type=password]");
  const choice = page.getByRole("button", { name: "password" });
  await secret.or(choice).first().waitFor();
  if (!(await secret.isVisible())) await choice.first().click();
  await secret.fill(password);
  await page.keyboard.press("Enter");
}

const isThere = (page: Page) => page.waitForFunction("globalThis.app !== undefined");
const hasToken = (page: Page) => page.waitForFunction("globalThis.app?.accessToken().then(Boolean)");

async function walk({
  apiUrl,
  cloudUrl,
  origin,
  provider,
  email,
  password,
  snippet,
}: BrowserAppWalk & { readonly snippet: string }): Promise<BrowserAppSight> {
  const app = await serveApp({ script: await bundleApp(scriptOf(snippet), import.meta.dirname) });
  const { host } = new URL(origin);
  const browser = await launchChromium({ [host]: `127.0.0.1:${app.port}` });
  try {
    // The cloud has a self-signed certificate.
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_HANGS_AFTER);
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    const cookieNames = async () => (await context.cookies(cloudUrl)).map(({ name }) => name).sort();
    const callApi = () =>
      page.evaluate<BrowserAppSight["answers"][number] & { token: string }>(`(async () => {
        const token = await app.accessToken();
        const headers = { authorization: "Bearer " + token };
        const response = await fetch(${JSON.stringify(`${apiUrl}/v1/me`)}, { headers });
        return { status: response.status, body: await response.json(), token };
      })()`);

    await page.goto(`${origin}/`);
    await isThere(page);
    await page.evaluate(`void app.signIn(${JSON.stringify(provider ?? null)})`);
    if (provider === undefined) await signInOnPages(page, email, password ?? "");
    else await chooseNewPerson(page, email);
    await page.waitForURL(`${origin}/**`);
    await hasToken(page);
    const first = await callApi();
    const signedIn = await cookieNames();
    const localStorage = await page.evaluate<string>("JSON.stringify({ ...localStorage })");
    await page.evaluate("app.refresh()");
    const second = await callApi();
    // The address may be the same as before: this distinguishes the new page from the old one.
    await page.evaluate("globalThis.isLeaving = true; void app.signOut()");
    await page.waitForFunction("globalThis.app !== undefined && globalThis.isLeaving === undefined");
    const left = await page.evaluate<boolean>("app.accessToken().then(Boolean, () => false)");
    return {
      answers: [first, second].map(({ status, body }) => ({ status, body })),
      tokens: [first.token, second.token],
      localStorage,
      isSignedInAfterwards: left,
      cookies: [signedIn, await cookieNames()],
      complaints,
    };
  } finally {
    await browser.close();
    await app.close();
  }
}

if (import.meta.main) await answerCaller(walk);
