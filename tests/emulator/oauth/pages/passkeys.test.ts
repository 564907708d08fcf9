import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  ListWebAuthnCredentialsCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, expect, it } from "@jest/globals";
import { testInBrowser } from "../../../support/clients/browser-tests.ts";
import type { HostedBrowser } from "../../../support/clients/hosted-browser.ts";
import { walkHostedPasskey } from "../../../support/walks/hosted-passkey-walk.ts";
import { PASSWORD, signUpConfirmed } from "../../../support/worlds/cognito-app.ts";
import {
  authorizeUrl,
  browserAt,
  CALLBACK,
  HOSTED_CLIENT,
  tokensFor,
} from "../../../support/worlds/hosted-app.ts";
import { startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const ADA = "ada@example.com";
const client = { ...HOSTED_CLIENT, ExplicitAuthFlows: ["ALLOW_USER_AUTH" as const] };

const app = await startPasswordlessApp(undefined, { client });

beforeAll(async () => {
  await signUpConfirmed(app, ADA);
});

async function signIn(browser: HostedBrowser): Promise<void> {
  await browser.fill({ "Email address": ADA });
  await browser.press("Use your password");
  await browser.fill({ Password: PASSWORD });
}

/** A minimal app for the browser to return to. */
async function startAppServer(): Promise<{ readonly callback: string; readonly close: () => void }> {
  const server = createServer((_, response) =>
    response
      .writeHead(200, { "content-type": "text/html" })
      .end("<title>The app</title><link rel=icon href=data:,>"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    callback: `http://localhost:${port}/callback`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

testInBrowser("a passkey is added and used only with the keyboard, in Chromium", async () => {
  const { callback, close } = await startAppServer();
  await app.server.admin.send(
    new UpdateUserPoolClientCommand({
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      ...client,
      CallbackURLs: [CALLBACK, callback],
    }),
  );
  const { adding, signingIn, refused, complaints } = await walkHostedPasskey({
    addUrl: authorizeUrl(app, { redirect_uri: callback }, "/passkeys/add"),
    signInUrl: authorizeUrl(app, { redirect_uri: callback, prompt: "login" }),
    callback,
    username: ADA,
    password: PASSWORD,
  }).finally(close);
  expect(complaints).toEqual([]);
  expect(adding).toEqual([
    "Sign in · spa",
    "How do you want to sign in? · spa",
    "Sign in · spa",
    "Sign in faster with a passkey · spa",
    "code",
  ]);
  expect(signingIn).toEqual(["How do you want to sign in? · spa", "Use your passkey · spa", "code"]);
  expect(refused).toBe("The passkey was not used. Try again, or choose another way.");
  const browser = await browserAt(app, { scope: "openid aws.cognito.signin.user.admin" });
  await signIn(browser);
  const { access_token } = await tokensFor(app, browser);
  const { Credentials } = await app.server.admin.send(
    new ListWebAuthnCredentialsCommand({ AccessToken: access_token }),
  );
  expect(Credentials).toHaveLength(1);
});

it("the page that adds one asks a browser without a session to sign in, and returns", async () => {
  const browser = await browserAt(app, {}, "/passkeys/add");
  expect(browser.page.url.pathname).toBe("/login");
  await signIn(browser);
  expect(browser.page.url.pathname).toBe("/passkeys/add");
  await browser.press("Not now");
  expect(browser.journey.at(-1)).toContain(`${CALLBACK}?code=`);
});

it.each(["", "null", "[]", "{}", '{"response":{}}', "not JSON"])(
  "an invalid credential is refused: %s",
  async (credential) => {
    const browser = await browserAt(app);
    await signIn(browser);
    await browser.open(authorizeUrl(app, {}, "/passkeys/add"));
    const _csrf = browser.cookies.get("XSRF-TOKEN") ?? "";
    await browser.post(String(browser.page.url), { _csrf, credential });
    expect(browser.page.url.pathname).toBe("/passkeys/add");
    expect(browser.page.text).toContain("The passkey was not accepted.");
  },
);

it("the policy allows only the page's own script", async () => {
  const browser = await browserAt(app, {}, "/passkeys/add");
  await signIn(browser);
  expect(browser.page.headers.get("content-security-policy")).toMatch(/script-src 'sha256-[^' ]+';/);
  expect(browser.page.html.match(/<script/g)).toHaveLength(1);
});

it("a session is not enough for prompt=login on the page that adds one", async () => {
  const browser = await browserAt(app);
  await signIn(browser);
  await browser.open(authorizeUrl(app, { prompt: "login" }, "/passkeys/add"));
  await browser.press("Not now");
  expect(browser.page.url.pathname).toBe("/login");
});

it("is not offered if browsers would refuse it, because the pages are not at the relying party", async () => {
  const elsewhere = await startPasswordlessApp({ RelyingPartyId: "auth.example.com" }, { client });
  const browser = await browserAt(elsewhere, {}, "/signup");
  await browser.fill({
    "Email address": "eve@example.com",
    Password: PASSWORD,
    "Repeat the password": PASSWORD,
  });
  await browser.fill({ Code: elsewhere.server.outbox.at(-1)?.code ?? "" });
  expect(browser.journey.at(-1)).toContain(`${CALLBACK}?code=`);
});
