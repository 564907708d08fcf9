import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeEach, expect, test } from "@jest/globals";
import { ApiClient } from "../../support/api-client.ts";
import { describeInBrowser } from "../../support/browser-tests.ts";
import { type Console, closeBrowser, openConsole } from "../../support/console/open-console.ts";
import { sharedStack } from "../../support/shared-stack.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's Amplify and SDK page", () => {
  let browser: Console;
  beforeEach(async () => {
    browser = await openConsole();
  });
  afterEach(async () => {
    await browser.close();
  });
  afterAll(closeBrowser);

  const button = (name: string) => browser.page.getByRole("button", { name, exact: true });
  const field = (name: string) => browser.page.getByLabel(name, { exact: true });
  const code = (name: string) => browser.page.getByRole("region", { name, exact: true });

  async function expectWell(): Promise<void> {
    expect(await browser.axe()).toEqual([]);
    // Amplify says so of every endpoint but Cognito's own.
    const faults = browser.faults().filter((fault) => !fault.includes("custom Amazon"));
    expect(faults).toEqual([]);
  }

  test("Amplify signs in by SRP, straight at the pool; no token is stored; the SDK's example runs as it is copied", async () => {
    const { email, password } = await api.register();
    const bodies: string[] = [];
    browser.context.on("request", (request) => bodies.push(request.postData() ?? ""));
    await browser.open("/tools/tokens");
    await browser.page.getByRole("link", { name: "Amplify and SDK" }).first().click();
    await field("E-mail address").fill(email);
    await field("Password").fill(password);
    await expectWell();
    await button("Sign in with Amplify").click();
    await browser.page.getByText("Signed in by Amplify.").waitFor();
    await browser.page.getByText(email, { exact: true }).waitFor();
    await expectWell();
    expect(bodies.some((body) => body.includes("SRP_A"))).toBe(true);
    for (const body of bodies) expect(body).not.toContain(password);
    const kept = await browser.page.evaluate(
      "JSON.stringify([document.cookie, localStorage, sessionStorage])",
    );
    expect(kept).not.toMatch(/eyJ/);
    await button("Sign out of Amplify").click();
    await button("Sign in with Amplify").waitFor();

    await code("Amplify module")
      .getByText(/authFlowType: "USER_SRP_AUTH"/)
      .waitFor();
    const example = (await code("SDK example").textContent()) ?? "";
    const folder = await mkdtemp(join(tmpdir(), "sdk-example-"));
    await symlink(resolve(import.meta.dirname, "../../../node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "sign-in.mjs"), example);
    const { stdout } = await promisify(execFile)(process.execPath, ["sign-in.mjs"], {
      cwd: folder,
      env: { ...process.env, EMAIL: email, PASSWORD: password },
    });
    await rm(folder, { recursive: true });
    expect(stdout).toContain(email);
  });

  test("a wrong password is told in Cognito's own words", async () => {
    const { email } = await api.register();
    await browser.open("/tools/amplify");
    await field("E-mail address").fill(email);
    await field("Password").fill("not the password at all");
    await button("Sign in with Amplify").click();
    await browser.page.getByText("NotAuthorizedException", { exact: true }).waitFor();
    expect(await browser.axe()).toEqual([]);
  });
});
