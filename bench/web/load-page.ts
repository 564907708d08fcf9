/** Opens pages of the built console in Chromium as on a first visit, and measures each. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { BrowserContext, Page } from "playwright-core";
import { STEP_HANGS_AFTER } from "../../tests/support/clients/chromium.ts";
import type { Step } from "../../tests/support/clients/console/pages.ts";

/** Files of the build, by request path. */
export type Files = ReadonlySet<string>;

export interface Load {
  /** Largest contentful paint, in ms since the navigation began. */
  readonly paint: number;
  /** Cumulative layout shift, and what moved. */
  readonly shift: number;
  readonly moved: readonly string[];
  readonly files: Files;
}

interface Shift {
  readonly value: number;
  readonly nodes: readonly string[];
}

/** Runs before the page's own scripts. A string, because it is the browser's code; its types are not Node's. */
const WATCH = `
  globalThis.watched = { paint: 0, shifts: [] };
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) watched.paint = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const nodes = sources.map(({ node }) => node?.outerHTML?.slice(0, 100) ?? node?.nodeValue ?? "");
      if (!hadRecentInput) watched.shifts.push({ value, nodes });
    }
  }).observe({ type: "layout-shift", buffered: true });
`;

/** A title, no skeleton, and no request for half a second. */
const SETTLED = `new Promise((done) => {
  let count = -1;
  let since = 0;
  const look = () => {
    const now = performance.getEntriesByType("resource").length;
    const isReady = document.querySelector("h1") && !document.querySelector('[role="status"][aria-label="Loading"]');
    if (now !== count || !isReady) [count, since] = [now, performance.now()];
    if (performance.now() - since > 500) done();
    else setTimeout(look, 50);
  };
  look();
})`;

const SHOWN = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => {
  watched.shifts = [];
})`;

const FILES = `[...new Set(performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname))]`;

/** A page of this context, watched from its first moment. */
export async function openWatched(context: BrowserContext): Promise<Page> {
  context.setDefaultTimeout(STEP_HANGS_AFTER);
  await context.addInitScript(WATCH);
  return context.newPage();
}

async function readLoad(page: Page): Promise<Load> {
  await page.evaluate(SETTLED);
  const { paint, shifts } = (await page.evaluate("watched")) as {
    readonly paint: number;
    readonly shifts: readonly Shift[];
  };
  return {
    paint,
    shift: shifts.reduce((sum, { value }) => sum + value, 0),
    moved: [...new Set(shifts.flatMap(({ nodes }) => nodes))],
    files: new Set((await page.evaluate(FILES)) as string[]),
  };
}

/** Opens an address with an empty browser cache. */
export async function loadPage(page: Page, url: string): Promise<Load> {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("Network.clearBrowserCache");
  await protocol.detach();
  // The former page must not run while this one is measured.
  await page.goto("about:blank");
  await page.goto(url);
  const load = await readLoad(page);
  const { pathname } = new URL(page.url());
  if (pathname !== new URL(url).pathname) throw new Error(`${url} led to ${pathname}`);
  return load;
}

/** Goes to a step from the page before it. @returns its measurements and the additionally loaded files */
export async function takeStep(
  page: Page,
  base: string,
  step: Step,
  people: Parameters<Step["walk"]>[1],
): Promise<Load> {
  await loadPage(page, base + step.from);
  const before = (await readLoad(page)).files;
  await step.walk(
    {
      fill: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
      press: (button) => page.getByRole("button", { name: button, exact: true }).click(),
    },
    people,
  );
  await page.waitForURL(`**${step.path}`);
  // One step replaces another: only later shifts count.
  await page.evaluate(SHOWN);
  const load = await readLoad(page);
  return { ...load, files: without(load.files, before) };
}

/** The files that are not among the others. */
export const without = (files: Files, others: Files): Files =>
  new Set([...files].filter((path) => !others.has(path)));

/** Fills in the sign-in form like a user. */
export async function signIn(
  page: Page,
  base: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel("E-mail address", { exact: true }).fill(email);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/account");
}

/** Bytes of the scripts among these files, as gzip. */
export function scriptBytes(folder: string, files: Files): number {
  return [...files]
    .filter((path) => path.endsWith(".js"))
    .reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length, 0);
}
