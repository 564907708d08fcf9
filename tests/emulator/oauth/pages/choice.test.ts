import {
  CreateIdentityProviderCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "@jest/globals";
import type { HostedBrowser } from "../../../support/clients/hosted-browser.ts";
import { claimsOf, lastCode, PASSWORD, signUpConfirmed } from "../../../support/worlds/cognito-app.ts";
import { browserAt, codeOf, HOSTED_CLIENT, tokensFor } from "../../../support/worlds/hosted-app.ts";
import { startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const ADA = "ada@example.com";
const BOB = "bob@example.com";

const app = await startPasswordlessApp(undefined, {
  client: { ...HOSTED_CLIENT, ExplicitAuthFlows: ["ALLOW_USER_AUTH"] },
});
beforeAll(async () => {
  await signUpConfirmed(app, ADA);
});

async function named(username = ADA): Promise<HostedBrowser> {
  const browser = await browserAt(app);
  await browser.fill({ "Email address": username });
  return browser;
}

const buttonsOf = ({ page }: HostedBrowser) =>
  page.forms.flatMap(({ buttons }) => buttons.map(({ text }) => text));

describe("a sign-in with a choice", () => {
  it("asks for the username, then for the first factor", async () => {
    const browser = await browserAt(app);
    expect(browser.page.forms[0]?.inputs.map(({ name }) => name)).toEqual(["_csrf", "username"]);
    await browser.fill({ "Email address": ADA });
    expect(browser.page.title).toBe("How do you want to sign in? · spa");
    expect(buttonsOf(browser)).toEqual(["Use your password", "Get a code by email"]);
  });

  it("works with a password, even after a wrong one", async () => {
    const browser = await named();
    await browser.press("Use your password");
    await browser.fill({ Password: "Wrong-Horse-9" });
    expect(browser.page.text).toContain("Incorrect username or password.");
    await browser.fill({ Password: PASSWORD });
    codeOf(browser);
    expect(browser.cookies.has("cognito")).toBe(true);
  });

  it("works with a code: a new one is sent on request, and the first becomes invalid", async () => {
    const browser = await named();
    await browser.press("Get a code by email");
    const first = lastCode(app, ADA);
    expect(first).toMatch(/^\d{8}$/);
    await browser.press("Send a new code");
    expect(lastCode(app, ADA)).not.toBe(first);
    await browser.fill({ Code: first });
    expect(browser.page.text).toContain("This code is not right.");
    await browser.fill({ Code: lastCode(app, ADA).replace(/(....)/, "$1 ") });
    const { id_token } = await tokensFor(app, browser);
    expect(claimsOf(id_token)).toMatchObject({ email: ADA });
  });

  it("lets the user choose another factor", async () => {
    const browser = await named();
    await browser.press("Use your password");
    await browser.press("Use another way");
    expect(browser.page.title).toBe("How do you want to sign in? · spa");
  });

  it("accepts username and password at once, as password managers send them", async () => {
    const browser = await browserAt(app);
    const _csrf = browser.cookies.get("XSRF-TOKEN") ?? "";
    await browser.post(String(browser.page.url), { _csrf, username: ADA, password: PASSWORD });
    expect(codeOf(browser)).toBeTruthy();
  });

  it("refuses a factor that was not offered", async () => {
    const browser = await named();
    const _csrf = browser.cookies.get("XSRF-TOKEN") ?? "";
    await browser.post(String(browser.page.url), { _csrf, choice: "WEB_AUTHN" });
    expect(browser.page.text).toContain("Choose one of the ways offered.");
  });

  it("looks the same for unknown users, whatever they try", async () => {
    const walk = async (username: string) => {
      const browser = await named(username);
      const seen = [browser.page.text];
      await browser.press("Get a code by email");
      seen.push(browser.page.text);
      await browser.fill({ Code: "00000000" });
      seen.push(browser.page.text);
      await browser.press("Use another way");
      await browser.press("Use your password");
      await browser.fill({ Password: "Wrong-Horse-9" });
      seen.push(browser.page.text);
      return seen.map((text) => text.replaceAll(username, "…").replace(/\S+\*\*\*@\S+/g, "…"));
    };
    expect(await walk(BOB)).toEqual(await walk(ADA));
  });

  it("allows sign-up without a password, with an address and its code", async () => {
    const browser = await browserAt(app, {}, "/signup");
    await browser.fill({ "Email address": "eve@example.com" });
    await browser.fill({ Code: lastCode(app, "eve@example.com") });
    expect(browser.page.title).toBe("Sign in faster with a passkey · spa");
    await browser.press("Not now");
    const { id_token } = await tokensFor(app, browser);
    expect(claimsOf(id_token)).toMatchObject({ email: "eve@example.com" });
  });

  it("continues separately in each of two tabs", async () => {
    const browser = await named();
    const firstUrl = String(browser.page.url);
    const second = firstUrl.replace("state=the-state", "state=second").replace("/login/continue", "/login");
    await browser.open(second);
    await browser.fill({ "Email address": BOB });
    await browser.open(firstUrl);
    expect(browser.page.text).toContain(`Signing in as ${ADA}`);
  });
});

describe("providers", () => {
  beforeAll(async () => {
    for (const [ProviderName, IdpIdentifiers] of [
      ["Initech", []],
      ["Contoso", ["contoso.example", "contoso"]],
    ] as const) {
      await app.server.admin.send(
        new CreateIdentityProviderCommand({
          UserPoolId: app.poolId,
          ProviderName,
          ProviderType: "OIDC",
          ProviderDetails: {
            client_id: "local",
            client_secret: "secret",
            authorize_scopes: "openid",
            oidc_issuer: "https://login.example.com",
            attributes_request_method: "GET",
          },
          IdpIdentifiers: [...IdpIdentifiers],
        }),
      );
    }
  });

  async function withProviders(SupportedIdentityProviders: string[]): Promise<HostedBrowser> {
    await app.server.admin.send(
      new UpdateUserPoolClientCommand({
        UserPoolId: app.poolId,
        ClientId: app.clientId,
        ...HOSTED_CLIENT,
        ExplicitAuthFlows: ["ALLOW_USER_AUTH"],
        PreventUserExistenceErrors: "ENABLED",
        SupportedIdentityProviders,
      }),
    );
    return browserAt(app);
  }

  it("are buttons, and a field for a company's domain", async () => {
    const browser = await withProviders(["COGNITO", "Initech", "Contoso"]);
    const link = new URL(browser.page.links.get("Continue with Initech") ?? "", browser.page.url);
    expect(link.pathname).toBe("/oauth2/authorize");
    expect(link.searchParams.get("identity_provider")).toBe("Initech");
    expect(link.searchParams.get("state")).toBe("the-state");
    expect(browser.page.links.has("Continue with Contoso")).toBe(false);

    await browser.fill({ "Work email or domain": "nobody@elsewhere.example" });
    expect(browser.page.text).toContain("No organization is known by this name.");
    await browser.fill({ "Work email or domain": "Ada@Contoso.example" });
    expect(browser.page.title).toBe("Continue to Contoso · spa");
    expect(browser.page.html).toMatch(
      /http-equiv="refresh" content="0; url=\/oauth2\/authorize\?[^"]*identity_provider=Contoso/,
    );
    expect(browser.page.links.get("Continue")).toContain("identity_provider=Contoso");

    const own = await browserAt(app, { identity_provider: "COGNITO" });
    expect(own.page.links.has("Continue with Initech")).toBe(false);
  });

  it("without COGNITO close the pages for the pool's own users, whatever is posted", async () => {
    const browser = await withProviders(["Initech", "Contoso"]);
    expect(browser.page.links.has("Continue with Initech")).toBe(true);
    expect(browser.page.links.has("Create an account")).toBe(false);
    for (const path of ["/signup", "/forgotPassword", "/resendcode", "/login/continue", "/passkeys/add"]) {
      const url = new URL(browser.page.url);
      url.pathname = path;
      const opened = await fetch(url, { redirect: "manual" });
      expect([path, opened.status, opened.headers.get("location")]).toEqual([
        path,
        302,
        expect.stringMatching(/^\/login\?/),
      ]);
      const posted = await fetch(url, {
        method: "POST",
        redirect: "manual",
        headers: { cookie: "XSRF-TOKEN=x" },
        body: new URLSearchParams({ _csrf: "x", username: "new@example.com", password: "Correct-Horse-9" }),
      });
      expect([path, posted.status, posted.headers.get("location")]).toEqual([
        path,
        302,
        expect.stringMatching(/^\/login\?/),
      ]);
    }
  });
});
