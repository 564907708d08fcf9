import {
  AdminCreateUserCommand,
  AdminResetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, it } from "@jest/globals";
import type { HostedBrowser } from "../../../support/clients/hosted-browser.ts";
import { differentCode } from "../../../support/clients/next-code.ts";
import {
  type CognitoApp,
  lastCode,
  PASSWORD,
  passwordSignIn,
  signUpConfirmed,
  startCognitoApp,
  wrongCode,
} from "../../../support/worlds/cognito-app.ts";
import { browserAt, codeOf, HOSTED_CLIENT } from "../../../support/worlds/hosted-app.ts";

const ADA = "ada@example.com";
const NEW = "Other-Horse-9";

let app: CognitoApp;

beforeEach(async () => {
  app = await startCognitoApp({ client: HOSTED_CLIENT });
  await signUpConfirmed(app, ADA);
});

async function forget(username: string): Promise<HostedBrowser> {
  const browser = await browserAt(app);
  await browser.click("Forgot your password?");
  await browser.fill({ "Email address": username });
  return browser;
}

const reset = (browser: HostedBrowser, code: string, password = NEW) =>
  browser.fill({ Code: code, "New password": password, "Repeat the password": password });

describe("a forgotten password", () => {
  it("is replaced with the code of a mail; the user signs in with the new one", async () => {
    const browser = await forget(ADA);
    expect(browser.page.text).toContain("Enter the code we sent to a***@e*** , and your new password.");
    await reset(browser, wrongCode(app, ADA));
    expect(browser.page.text).toContain("This code is not right.");
    await reset(browser, lastCode(app, ADA), "short");
    expect(browser.page.text).toContain("The password is too short.");
    await reset(browser, lastCode(app, ADA));
    expect(browser.page.text).toContain("Your password was changed.");
    expect(browser.cookies.has("cognito")).toBe(false);

    await browser.fill({ Password: NEW });
    codeOf(browser);
    await passwordSignIn(app, ADA, NEW);
  });

  it("gets a new code; the previous one becomes invalid", async () => {
    const browser = await forget(ADA);
    const first = lastCode(app, ADA);
    await differentCode(first, async () => {
      await browser.press("Send a new code");
      expect(browser.page.text).toContain("we sent a new code");
      return lastCode(app, ADA);
    });
    await reset(browser, first);
    expect(browser.page.text).toContain("This code is not right.");
    await reset(browser, lastCode(app, ADA));
    expect(browser.page.url.pathname).toBe("/login");
  });

  it("reveals nothing about a username: known, invited and unknown users look the same", async () => {
    await app.server.admin.send(
      new AdminCreateUserCommand({
        UserPoolId: app.poolId,
        Username: "anna@example.com",
        MessageAction: "SUPPRESS",
      }),
    );
    const walk = async (name: string) => {
      const browser = await forget(name);
      const first = [browser.page.url.pathname, browser.page.text.replace(/\S+\*\*\*@\S+/g, "…")];
      await reset(browser, "000000");
      return [...first, browser.page.url.pathname];
    };
    const known = await walk(ADA);
    expect(await walk("nobody@example.com")).toEqual(known);
    expect(await walk("anna@example.com")).toEqual(known);
  });

  it("that an administrator reset is replaced during sign-in", async () => {
    await app.server.admin.send(new AdminResetUserPasswordCommand({ UserPoolId: app.poolId, Username: ADA }));
    const browser = await browserAt(app);
    await browser.fill({ "Email address": ADA, Password: PASSWORD });
    expect(browser.page.url.pathname).toBe("/confirmforgotPassword");
    expect(browser.page.text).toContain("Your password has to be reset.");
    await reset(browser, lastCode(app, ADA));
    expect(browser.page.url.pathname).toBe("/login");
  });

  it.each(["/confirm", "/confirmforgotPassword", "/login/continue"])(
    "shows nothing at %s without the previous step: sign-in starts again",
    async (path) => {
      const browser = await browserAt(app, {}, path);
      expect(browser.page.url.pathname).toBe("/login");
      expect(browser.page.text).toContain("Something went wrong");
    },
  );
});
