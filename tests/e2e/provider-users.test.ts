import { beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { runShell, snippetsOf } from "../support/checks/doc-snippets.ts";
import { ApiClient } from "../support/clients/api-client.ts";
import { PlainBrowser } from "../support/clients/plain-browser.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { newAddress, personWith, signInAtProvider } from "../support/walks/sign-in-at-provider.ts";
import { newStaff } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

/** Snippets of docs/client-apps.md, which tests/e2e/client-apps.test.ts tests. */
const snippets = snippetsOf("docs/client-apps.md");
const shell = (name: string, variables: Readonly<Record<string, string>>): Promise<string> =>
  runShell(snippets.get(name) ?? "", { LOGIN: api.cloudUrl, API: api.apiUrl, ...variables });

interface Config {
  readonly userPoolClientId: string;
  readonly managedLogin: { readonly redirectUris: readonly [string, ...string[]] };
}
let config: Config;

beforeAll(async () => {
  config = (await api.get("/v1/auth/config")).body as unknown as Config;
});

describe("a user of an identity provider", () => {
  let token: string;
  let email: string;

  async function signIn(parameters = ""): Promise<string> {
    const CLIENT_ID = config.userPoolClientId;
    const [REDIRECT_URI] = config.managedLogin.redirectUris;
    const lines = await shell("authorize.sh", { CLIENT_ID, REDIRECT_URI });
    const [VERIFIER = "", , authorize = ""] = lines.split("\n");
    const wide = authorize.replace("scope=", "scope=aws.cognito.signin.user.admin+");
    const callback = await signInAtProvider(`${wide}${parameters}`, REDIRECT_URI, email);
    const CODE = callback.searchParams.get("code") ?? "";
    return JSON.parse(await shell("exchange.sh", { CLIENT_ID, REDIRECT_URI, CODE, VERIFIER })).access_token;
  }

  beforeAll(async () => {
    email = newAddress();
    token = await signIn();
  });

  test("has a session with its sign-in method, and a trail with the provider", async () => {
    const sessions = await api.get("/v1/me/sessions", { token });
    expect(sessions.body.items).toEqual([
      expect.objectContaining({ current: true, signIn: { method: "federated", provider: "OIDC" } }),
    ]);
    const activity = await api.get("/v1/me/activity", { token });
    expect(activity.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: "hosted_sign_in", detail: { provider: "OIDC" } }),
      ]),
    );
  });

  test("is shown to administrators with the provider", async () => {
    const admin = await newStaff(api);
    const { sub } = decodeJwt(token);
    const user = await api.get(`/v1/admin/users/${sub}`, { token: admin.token });
    expect(user.body).toMatchObject({ status: "EXTERNAL_PROVIDER", identityProviders: ["OIDC"] });
  });

  test.each([
    [
      "POST",
      "/v1/me/password",
      { currentPassword: "correct horse battery", newPassword: "a much better passphrase" },
    ],
    ["POST", "/v1/me/mfa/totp", undefined],
    ["POST", "/v1/me/mfa/totp/verify", { code: "123456" }],
    ["POST", "/v1/me/mfa/recovery-codes", undefined],
    ["PUT", "/v1/me/mfa", { enabled: [] }],
    ["POST", "/v1/me/passkeys", {}],
    ["DELETE", "/v1/me/identities/OIDC", undefined],
  ] as const)("is refused by %s %s, because it is the provider's task", async (method, path, body) => {
    const answer = await api.send(method, path, body === undefined ? undefined : JSON.stringify(body), {
      token,
    });
    expect(answer).toMatchObject({ status: 409, body: { code: "federated_account" } });
  });

  test("gets the same answer as any address for a forgotten password", async () => {
    const known = await api.post("/v1/auth/forgot-password", { email });
    const unknown = await api.post("/v1/auth/forgot-password", { email: newAddress() });
    expect([known.status, Object.keys(known.body)]).toEqual([unknown.status, Object.keys(unknown.body)]);
    expect(await api.inbox(email)).not.toContainEqual(
      expect.objectContaining({ source: "CustomMessage_ForgotPassword" }),
    );
  });

  test("is signed in by the browser's session, but must go to the provider if a recent sign-in is required", async () => {
    const variables = {
      CLIENT_ID: config.userPoolClientId,
      REDIRECT_URI: config.managedLogin.redirectUris[0],
    };
    const [, , authorize = ""] = (await shell("authorize.sh", variables)).split("\n");
    const browser = new PlainBrowser();
    const stop = variables.REDIRECT_URI;
    const open = async (parameters: string) =>
      (await browser.open(`${authorize}${parameters}`, { stop })).url;
    const chooser = await open("&identity_provider=OIDC");
    await browser.open(chooser, { form: personWith(email), stop });

    const isAtProvider = ({ pathname }: URL) => pathname.startsWith("/_local/providers/");
    expect((await open("")).searchParams.has("code")).toBe(true);
    expect((await open("&prompt=none")).searchParams.has("code")).toBe(true);
    expect((await open("&max_age=900")).searchParams.has("code")).toBe(true);
    expect(isAtProvider(await open("&prompt=login&identity_provider=OIDC"))).toBe(true);
    expect(isAtProvider(await open("&max_age=0&identity_provider=OIDC"))).toBe(true);
  });

  test("can delete the account, and its token is refused from then on", async () => {
    const mine = await signIn("&prompt=login");
    expect((await api.delete("/v1/me", { token: mine })).status).toBe(204);
    expect((await api.get("/v1/me", { token: mine })).status).toBe(401);
  });
});
