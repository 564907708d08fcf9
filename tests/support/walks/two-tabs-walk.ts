/**
 * Two tabs of one browser with the typed client, which share a sign-in. It runs in its own process, so that the browser ends with
 * it.
 */
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { bundleApp } from "../clients/bundle-app.ts";
import { launchChromium, STEP_HANGS_AFTER } from "../clients/chromium.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";
import { serveApp } from "../clients/serve-app.ts";

export interface TwoTabsWalk {
  readonly apiUrl: string;
  readonly email: string;
  readonly password: string;
  /** Where the client stores its refresh token. */
  readonly keeping: "cookies" | "browserStorage";
}

export interface TwoTabsSight {
  /** The last step of the sign-in in the first tab. */
  readonly signIn: string;
  /** Whether the second tab, opened before, has the sign-in. */
  readonly isSignedInBeside: boolean;
  /** Whether a third tab, opened later, finds it. */
  readonly isSignedInLater: boolean;
  /** The results of concurrent calls of the tabs with an invalid token. */
  readonly statuses: readonly number[];
  /** The number of refreshes for that. */
  readonly refreshes: number;
  readonly tokensAreAlike: boolean;
  /** The content of the origin's storage meanwhile. */
  readonly stored: string;
  readonly afterSignOut: {
    readonly isSignedIn: readonly boolean[];
    readonly codes: readonly string[];
    readonly cookies: number;
    readonly stored: string;
  };
}

/** Runs the walk in another process. */
export async function walkInTwoTabs(walk: TwoTabsWalk): Promise<TwoTabsSight> {
  return callInOtherProcess(import.meta.url, walk);
}

/** An origin that the local stage allows. The browser is redirected to another port, since this one may be in use. */
const ORIGIN = "http://localhost:5173";

/** The app; on request it sends one invalid token per tab. */
const appOf = ({ apiUrl, keeping }: TwoTabsWalk) => `
import { browserStorage, createAuthClient } from ${JSON.stringify(fileURLToPath(new URL("../../../clients/typescript/index.ts", import.meta.url)))};
globalThis.auth = createAuthClient({
  baseUrl: ${JSON.stringify(apiUrl.replace("127.0.0.1", "localhost"))},
  ${keeping === "cookies" ? "cookies: true" : "storage: browserStorage()"},
  fetch: (request) => {
    if (globalThis.spoils && request.headers.has("authorization")) {
      globalThis.spoils = false;
      request.headers.set("authorization", "Bearer spoiled");
    }
    return fetch(request);
  },
});`;

const isSignedIn = (tab: Page) => tab.evaluate<boolean>("auth.claims() !== undefined");
const becomes = (tab: Page, condition: string) => tab.waitForFunction(condition);
const stored = (tab: Page) => tab.evaluate<string>("JSON.stringify(Object.entries({ ...localStorage }))");

/** Holds the first calls of `/v1/me` back until all are sent: the tabs learn of their invalid tokens at the same time. */
async function holdBackUntilSent(context: BrowserContext, calls: number): Promise<void> {
  let sent = 0;
  let release: () => void = () => undefined;
  const allSent = new Promise<void>((resolve) => {
    release = resolve;
  });
  await context.route("**/v1/me", async (route) => {
    if (route.request().method() === "GET") sent += 1;
    if (sent === calls) release();
    await allSent;
    await route.continue();
  });
}

async function walk(request: TwoTabsWalk): Promise<TwoTabsSight> {
  const app = await serveApp({ script: await bundleApp(appOf(request), import.meta.dirname) });
  const browser = await launchChromium({ "localhost:5173": `127.0.0.1:${app.port}` });
  try {
    const context = await browser.newContext();
    context.setDefaultTimeout(STEP_HANGS_AFTER);
    let refreshes = 0;
    context.on("request", (sent) => {
      if (sent.method() === "POST" && sent.url().endsWith("/v1/auth/refresh")) refreshes += 1;
    });
    const open = async () => {
      const tab = await context.newPage();
      await tab.goto(ORIGIN);
      await becomes(tab, "globalThis.auth !== undefined");
      return tab;
    };
    const [first, second] = [await open(), await open()];
    await Promise.all([first, second].map((tab) => tab.evaluate("auth.restore()")));
    const { email, password } = request;
    const signIn = await first.evaluate<string>(
      `auth.signIn(${JSON.stringify({ email, password })}).then(({ kind }) => kind)`,
    );
    if (request.keeping === "browserStorage") await second.evaluate("auth.restore()");
    await becomes(second, "auth.claims() !== undefined");
    const isSignedInBeside = await isSignedIn(second);
    const third = await open();
    const isSignedInLater = await third.evaluate<boolean>("auth.restore()");

    const tabs = [first, second, third];
    await holdBackUntilSent(context, tabs.length);
    refreshes = 0;
    const statuses = await Promise.all(
      tabs.map((tab) =>
        tab.evaluate<number>(
          `(globalThis.spoils = true, auth.api.GET("/v1/me").then(({ response }) => response.status))`,
        ),
      ),
    );
    const count = refreshes;
    const tokens = await Promise.all(tabs.map((tab) => tab.evaluate<string>("auth.accessToken()")));
    const held = await stored(first);

    await first.evaluate("auth.signOut()");
    await Promise.all(tabs.map((tab) => becomes(tab, "auth.claims() === undefined")));
    const codes = await Promise.all(
      tabs.map((tab) => tab.evaluate<string>(`auth.api.GET("/v1/me").then(({ error }) => error?.code)`)),
    );
    return {
      signIn,
      isSignedInBeside,
      isSignedInLater,
      statuses,
      refreshes: count,
      tokensAreAlike: new Set(tokens).size === 1,
      stored: held,
      afterSignOut: {
        isSignedIn: await Promise.all(tabs.map(isSignedIn)),
        codes,
        cookies: (await context.cookies(request.apiUrl.replace("127.0.0.1", "localhost"))).filter(
          ({ name }) => name.includes("refresh"),
        ).length,
        stored: await stored(first),
      },
    };
  } finally {
    await browser.close();
    await app.close();
  }
}

if (import.meta.main) await answerCaller(walk);
