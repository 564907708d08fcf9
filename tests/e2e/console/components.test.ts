import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { serveConsole } from "../../../local/console/serve-console.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { type Console, closeBrowser, openConsole } from "../../support/clients/console/open-console.ts";
import { freePort } from "../../support/stacks/local-stack.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";

const WEB = resolve(import.meta.dirname, "../../../web");

/** Builds the console as for production, but with the page of all components, which production does not have. */
async function buildWithComponents(folder: string): Promise<void> {
  const vite = join(WEB, "../node_modules/vite/bin/vite.js");
  const { NODE_OPTIONS: _options, NODE_ENV: _env, ...env } = process.env;
  await promisify(execFile)(
    process.execPath,
    [vite, "build", "--mode", "components", "--outDir", join(folder, "dist"), "--logLevel", "error"],
    { cwd: WEB, env },
  );
}

const portOf = (url: string): number => Number(new URL(url).port);

describeInBrowser("the components", () => {
  const folder = mkdtempSync(join(tmpdir(), "components-"));
  const faults: unknown[] = [];
  let port: number;
  let server: Awaited<ReturnType<typeof serveConsole>>;
  let browser: Console;

  beforeAll(async () => {
    await buildWithComponents(folder);
    port = await freePort();
    const { apiUrl, cloudUrl } = sharedStack();
    server = await serveConsole({
      port,
      apiPort: portOf(apiUrl),
      cloudPort: portOf(cloudUrl),
      webDirectory: folder,
      onFault: (error) => faults.push(error),
    });
    browser = await openConsole({ consoleUrl: `http://localhost:${port}`, hasScrollbars: true });
  });

  afterAll(async () => {
    await browser.close();
    await closeBrowser();
    server?.close();
    rmSync(folder, { recursive: true });
    expect(faults).toEqual([]);
  });

  test("each of them has no finding in each of its states", async () => {
    await browser.open("/tools/components");
    await browser.page.getByRole("heading", { name: "Components" }).waitFor();
    await browser.page.locator("canvas").nth(1).waitFor();
    expect(await browser.axe()).toEqual([]);
    expect(browser.faults()).toEqual([]);
  });

  test("a failure beside what is there shows the request's id, and copies it", async () => {
    await browser.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await browser.open("/tools/components");
    const id = "8f1c2f0e-6d0f-4a39-a6be-0d6f1c1f2a77";
    const banner = browser.page
      .getByRole("alert")
      .filter({ hasText: "The service can't answer." })
      .filter({ hasNot: browser.page.getByRole("heading") })
      .first();
    await banner.getByText(`Request ${id}`).waitFor();
    await banner.getByRole("button", { name: "Copy request id" }).click();
    await banner.getByRole("button", { name: "Copied" }).waitFor();
    expect(await browser.page.evaluate("navigator.clipboard.readText()")).toBe(id);
  });

  test("a share moves by percentage points, any other figure by a percentage", async () => {
    await browser.open("/tools/components");
    const trendOf = (label: string) =>
      browser.page
        .locator("dl")
        .filter({ has: browser.page.getByText(label, { exact: true }) })
        .locator("dd")
        .nth(1)
        .innerText();
    expect(await trendOf("Sign-in success")).toMatch(/^\+1\.5 points/);
    expect(await trendOf("Users")).toMatch(/^\+4\.9%/);
  });

  test("a drawer ends at the window's edge, over the scroll bar's room, and the page behind does not move", async () => {
    await browser.open("/tools/components");
    const { page } = browser;
    const box = async (selector: string) => (await page.locator(selector).first().boundingBox()) ?? undefined;
    const open = page.getByRole("button", { name: "Drawer", exact: true });
    await open.scrollIntoViewIfNeeded();
    const before = await box("main");
    const width = Number(await page.evaluate("innerWidth"));
    expect(Number(await page.evaluate("document.documentElement.clientWidth"))).toBeLessThan(width);
    await open.click();
    await page.getByRole("dialog").waitFor();
    const drawer = await box(":has(> [role=dialog])");
    expect((drawer?.x ?? 0) + (drawer?.width ?? 0)).toBe(width);
    const behind = await box("main");
    expect([behind?.x, behind?.width]).toEqual([before?.x, before?.width]);
    expect(await browser.axe()).toEqual([]);
  });
});

describeInBrowser("the console that is shipped", () => {
  afterAll(closeBrowser);

  test("has no page of components", async () => {
    const shipped = await openConsole();
    await shipped.open("/tools/components");
    await shipped.page.getByRole("heading", { name: "Page not found" }).waitFor();
    await shipped.close();
  });
});
