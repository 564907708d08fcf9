/**
 * The built console in Chromium, with the stack that all end-to-end tests share. The page is at `http://localhost:5173`, which
 * the local stage allows; the browser maps that to the port where the stack serves it.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { sharedConsole } from "../../stacks/shared-stack.ts";
import { CHROMIUM, CHROMIUM_FLAGS, STEP_HANGS_AFTER } from "../chromium.ts";

const ORIGIN = "http://localhost:5173";

const WEB = resolve(import.meta.dirname, "../../../../web");

/** Messages in the browser's console about 4xx answers: the page handles them, and the browser logs them itself. */
const isRefusal = (text: string, url: string): boolean =>
  /Failed to load resource: .* status of 4\d\d/.test(text) &&
  /^\/(?:v1|_cloud|_local)\//.test(new URL(url).pathname);

export interface Console {
  /** A page in its own browser profile. */
  readonly page: Page;
  readonly context: BrowserContext;
  /** Opens an address of the console. */
  open(path: string): Promise<void>;
  /** Problems of the page so far: errors and warnings in its console, exceptions, violations of the policy. */
  faults(): readonly string[];
  /** Axe's findings for the current page, in both colour schemes; empty if there are none. */
  axe(): Promise<readonly string[]>;
  /** Another tab of the same profile. */
  tab(): Promise<Page>;
  close(): Promise<void>;
}

let browser: Promise<Browser> | undefined;

/** One browser a test file; `closeBrowser` in `afterAll` ends it. */
async function launch(consoleUrl: string, hasScrollbars: boolean): Promise<Browser> {
  if (!existsSync(resolve(WEB, "dist/index.html"))) {
    throw new Error("web/dist is not there: npm run build -w web");
  }
  const { chromium } = await import("playwright-core");
  const { host } = new URL(consoleUrl);
  return chromium.launch({
    executablePath: CHROMIUM,
    chromiumSandbox: false,
    ...(hasScrollbars && { ignoreDefaultArgs: ["--hide-scrollbars"] }),
    args: [...CHROMIUM_FLAGS, `--host-resolver-rules=MAP localhost:5173 ${host}`],
  });
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

const axeSource = (): string =>
  readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** Otherwise checks would run in the middle of animations. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    "Promise.all(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished.catch(() => {})))",
  );
}

async function axeFindings(page: Page, scheme: "light" | "dark"): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await settle(page);
  await page.evaluate(axeSource());
  const { violations } = (await page.evaluate("axe.run()")) as AxeResult;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = "" }) => `${scheme}: ${id}: ${html} ${failureSummary}`),
  );
}

/**
 * @param language of the browser
 * @param consoleUrl where a stack of the test's own serves the console
 * @param hasScrollbars that take room, which Playwright hides otherwise; the first call of a file decides
 * @param trustsLocalCloud takes its certificate, as after `npm run trust`
 */
export async function openConsole({
  language = "en",
  consoleUrl = sharedConsole(),
  hasScrollbars = false,
  trustsLocalCloud = false,
} = {}): Promise<Console> {
  browser ??= launch(consoleUrl, hasScrollbars);
  const context = await (await browser).newContext({
    baseURL: ORIGIN,
    locale: language,
    reducedMotion: "reduce",
    ignoreHTTPSErrors: trustsLocalCloud,
  });
  context.setDefaultTimeout(STEP_HANGS_AFTER);
  const faults: string[] = [];
  context.on("console", (message) => {
    const isFault = message.type() === "error" || message.type() === "warning";
    if (isFault && !isRefusal(message.text(), message.location().url || ORIGIN)) faults.push(message.text());
  });
  context.on("weberror", (error) => faults.push(String(error.error())));
  const page = await context.newPage();
  return {
    page,
    context,
    open: async (path) => {
      await page.goto(path);
    },
    faults: () => faults,
    axe: async () => [...(await axeFindings(page, "light")), ...(await axeFindings(page, "dark"))],
    tab: () => context.newPage(),
    close: () => context.close(),
  };
}
