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

/** Builds the console as for production, but with the page of all components, which users do not get. */
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
    browser = await openConsole({ consoleUrl: `http://localhost:${port}` });
  });

  afterAll(async () => {
    await browser.close();
    await closeBrowser();
    server?.close();
    rmSync(folder, { recursive: true });
    expect(faults).toEqual([]);
  });

  test("each of them is well in each of its states", async () => {
    await browser.open("/tools/components");
    await browser.page.getByRole("heading", { name: "Components" }).waitFor();
    await browser.page.locator("canvas").nth(1).waitFor();
    expect(await browser.axe()).toEqual([]);
    expect(browser.faults()).toEqual([]);
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
