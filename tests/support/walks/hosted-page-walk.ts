/**
 * Pages of a pool's domain in Chromium: screenshots, axe's findings, and what the keyboard reaches. It runs in its own process,
 * so that the browser ends with it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchChromium, STEP_HANGS_AFTER } from "../clients/chromium.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";

/** A page in a browser with these cookies, after its form was filled in, if it has one. */
export interface Scene {
  readonly name: string;
  readonly url: string;
  readonly cookies: Readonly<Record<string, string>>;
  /** Values by label; the form's first button is pressed. */
  readonly fill?: Readonly<Record<string, string>>;
}

export interface PageWalkRequest {
  readonly scenes: readonly Scene[];
  /** The folder for screenshots; without it none are taken. */
  readonly pictures?: string | undefined;
}

/** The problems, by scene and view; empty if there are none. */
export type PageWalkResult = readonly string[];

/** At 200 % a window of 1280 pixels shows 640. */
const VIEWS = {
  "desktop-light": { width: 1280, height: 800, scheme: "light" },
  "desktop-dark": { width: 1280, height: 800, scheme: "dark" },
  "phone-light": { width: 390, height: 844, scheme: "light" },
  "phone-dark": { width: 390, height: 844, scheme: "dark" },
  zoomed: { width: 640, height: 400, scheme: "light" },
  narrow: { width: 320, height: 568, scheme: "dark" },
} as const;

/** Runs the walk in another process. */
export async function walkPages(request: PageWalkRequest): Promise<PageWalkResult> {
  return callInOtherProcess(import.meta.url, request);
}

const axeSource = () => readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

async function axeFindings(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate<AxeResult>("axe.run(document, { resultTypes: ['violations'] })");
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`),
  );
}

/** Content that is wider than the window needs scrolling in two directions (WCAG 2.2 §1.4.10). */
const overflow = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

async function lookAt(page: Page, name: string, pictures: string | undefined): Promise<readonly string[]> {
  const findings: string[] = [];
  await page.evaluate(axeSource());
  for (const [view, { width, height, scheme }] of Object.entries(VIEWS)) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height });
    const beyond = await overflow(page);
    if (beyond > 0) findings.push(`${beyond} pixels too wide`);
    findings.push(...(await axeFindings(page)).map((finding) => `${view}: ${finding}`));
    if (pictures !== undefined) {
      await page.screenshot({ path: join(pictures, `${name}-${view}.png`), fullPage: height < 600 });
    }
  }
  return findings.map((finding) => `${name}: ${finding}`);
}

async function walk({ scenes, pictures }: PageWalkRequest): Promise<PageWalkResult> {
  const browser = await launchChromium();
  const findings: string[] = [];
  try {
    for (const { name, url, cookies, fill } of scenes) {
      const context = await browser.newContext({ locale: "en-US", reducedMotion: "reduce" });
      await context.addCookies(
        Object.entries(cookies).map(([cookie, value]) => ({ name: cookie, value, url: new URL(url).origin })),
      );
      const page = await context.newPage();
      page.setDefaultTimeout(STEP_HANGS_AFTER);
      page.on("console", (message) => {
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
          findings.push(`${name}: ${message.text()}`);
        }
      });
      await page.goto(url);
      if (fill !== undefined) {
        for (const [label, value] of Object.entries(fill)) {
          await page.getByLabel(label, { exact: true }).fill(value);
        }
        // Without the browser's own validation: the server's answer is checked.
        await page.evaluate("document.querySelector('form').noValidate = true");
        await page.locator("form").first().getByRole("button").first().click();
        await page.waitForLoadState();
      }
      findings.push(...(await lookAt(page, name, pictures)));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return findings;
}

if (import.meta.main) await answerCaller(walk);
