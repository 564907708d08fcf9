import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { ApiClient } from "../../support/clients/api-client.ts";
import { authenticatorOf } from "../../support/clients/authenticator-app.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { openConsole } from "../../support/clients/console/open-console.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { differentCode } from "../../support/clients/next-code.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's Amplify and SDK page", () => {
  const browser = useConsole();

  const button = (name: string) => browser.page.getByRole("button", { name, exact: true });
  const field = (name: string) => browser.page.getByRole("textbox", { name, exact: true });
  const code = (name: string) => browser.page.getByRole("region", { name, exact: true });

  async function expectWell(): Promise<void> {
    expect(await browser.axe()).toEqual([]);
    // Amplify warns about every endpoint but Cognito's own.
    const faults = browser.faults().filter((fault) => !fault.includes("custom Amazon"));
    expect(faults).toEqual([]);
  }

  test("Amplify signs in by SRP, directly at the pool; no token is stored; the SDK's example runs as copied", async () => {
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

    await code("Sign-in by steps")
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

  test("an authenticator app after the password: a wrong code is reported, and the right one continues", async () => {
    const { person, accessToken: token } = await api.newSession();
    const { secret } = (await api.post("/v1/me/mfa/totp", {}, { token })).body;
    const app = authenticatorOf(String(secret), Date.now);
    await api.post("/v1/me/mfa/totp/verify", { code: app.earlierCode() }, { token });
    await browser.open("/tools/amplify");
    await field("E-mail address").fill(person.email);
    await field("Password").fill(person.password);
    await button("Sign in with Amplify").click();
    await field("Code").fill(app.wrongCode());
    await button("Continue").click();
    await browser.page.getByText("CodeMismatchException", { exact: true }).waitFor();
    expect(await browser.axe()).toEqual([]);
    await field("Code").fill(app.code());
    await button("Continue").click();
    await browser.page.getByText("Signed in by Amplify.").waitFor();
  });

  test("a code by mail instead of a password, and the choice is in the URL", async () => {
    const { email } = await api.register();
    await browser.open("/tools/amplify");
    await browser.page.getByText("Code", { exact: true }).click();
    await button("Send code with Amplify").waitFor();
    expect(new URL(browser.page.url()).search).toBe("?way=code");
    await code("Use of the modules")
      .getByText(/beginWithCode\(email\)/)
      .waitFor();
    await field("E-mail address").fill(email);
    await button("Send code with Amplify").click();
    await field("Code").waitFor();
    const sent = await api.codeFor(email);
    await field("Code").fill(await differentCode(sent, () => String(randomInt(1e5, 1e6))));
    await button("Continue").click();
    await browser.page.getByText("Wrong code. Enter it again.").waitFor();
    await expectWell();
    await field("Code").fill(sent);
    await button("Continue").click();
    await browser.page.getByText("Signed in by Amplify.").waitFor();
    await code("Claims of the ID token").getByText(email).waitFor();
    // After another page Amplify still has the tokens.
    await browser.page.getByRole("link", { name: "Tokens", exact: true }).first().click();
    await browser.page.getByRole("heading", { name: "Tokens", exact: true }).waitFor();
    await browser.page.goBack();
    await button("Sign out of Amplify").click();
    await button("Send code with Amplify").waitFor();
  });

  test("with the login page, PKCE and a state, back to this page, and a sign-out through the login page", async () => {
    const { email, password } = await api.register();
    const trusting = await openConsole({ trustsLocalCloud: true });
    const { page } = trusting;
    const named = (name: string) => page.getByRole("button", { name, exact: true });
    const exchanged: URLSearchParams[] = [];
    trusting.context.on("request", (request) => {
      if (request.url().endsWith("/oauth2/token")) {
        exchanged.push(new URLSearchParams(request.postData() ?? ""));
      }
    });
    await trusting.open("/tools/amplify?way=redirect");
    await page
      .getByRole("region", { name: "Sign-in by redirect", exact: true })
      .getByText(/signInWithRedirect/)
      .waitFor();
    expect(await trusting.axe()).toEqual([]);
    await named("Go to the login page").click();
    await page.waitForURL(/^https:.*\/login\?/);
    const asked = new URL(page.url()).searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("redirect_uri")).toBe("http://localhost:5173/tools/amplify");
    expect(asked.get("state")).toMatch(/^\w{32}$/);
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Email").press("Enter");
    await page.locator("input[type=password]").fill(password);
    await page.locator("input[type=password]").press("Enter");
    await page.getByText("Signed in by Amplify.").waitFor();
    await page.getByRole("region", { name: "Claims of the ID token" }).getByText(email).waitFor();
    expect(page.url()).toBe("http://localhost:5173/tools/amplify");
    expect(exchanged).toHaveLength(1);
    expect(exchanged[0]?.get("code_verifier")).toMatch(/^\w{43,128}$/);
    expect(await trusting.axe()).toEqual([]);
    const kept = await page.evaluate("JSON.stringify([document.cookie, localStorage, sessionStorage])");
    expect(kept).not.toMatch(/eyJ/);
    await page
      .getByRole("region", { name: "Sign-in by redirect", exact: true })
      .getByText(/signInWithRedirect/)
      .waitFor();
    await named("Sign out of Amplify").click();
    await named("Sign in with Amplify").waitFor();
    // The login page has forgotten the user.
    await page.getByText("Login page", { exact: true }).click();
    await named("Go to the login page").click();
    await page.getByLabel("Email").waitFor();
    await trusting.close();
  });

  test("an answer to a sign-in that this browser did not start is refused", async () => {
    await browser.open("/tools/amplify?code=stolen&state=of-another-browser");
    await browser.page.getByText("This sign-in was not begun in this browser.", { exact: true }).waitFor();
    await button("Go to the login page").waitFor();
    expect(await browser.axe()).toEqual([]);
  });

  test("a browser that does not trust the login page's certificate stays, and the page shows the command to run", async () => {
    await browser.open("/tools/amplify?way=redirect");
    await button("Go to the login page").click();
    await code("Command").getByText("npm run trust").waitFor();
    expect(new URL(browser.page.url()).pathname).toBe("/tools/amplify");
    expect(await browser.axe()).toEqual([]);
  });

  test("a wrong password is reported with Cognito's message", async () => {
    const { email } = await api.register();
    await browser.open("/tools/amplify");
    await field("E-mail address").fill(email);
    await field("Password").fill("not the password at all");
    await button("Sign in with Amplify").click();
    await browser.page.getByText("NotAuthorizedException", { exact: true }).waitFor();
    expect(await browser.axe()).toEqual([]);
  });
});
