import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { jwtVerify } from "jose";
import {
  Browser,
  detailsOf,
  findUser,
  refusalAtProvider,
  signInAtProvider,
  startFederatedApp,
  toCallback,
} from "../../support/worlds/federated-app.ts";
import { CLIENT_ID, CLIENT_SECRET, type ScriptedProvider } from "../../support/worlds/scripted-provider.ts";

const at = (identity_provider: string) => ({ identity_provider });

describe("Google", () => {
  const google = (provider: ScriptedProvider) => ({
    ProviderName: "Google",
    ProviderType: "Google" as const,
    ProviderDetails: detailsOf(provider),
  });

  test("is an OpenID provider with its own name, and gets a login hint", async () => {
    const app = await startFederatedApp({ provider: google });
    app.provider.script.person.sub = "113456789012345678901";
    await toCallback(app, new Browser(), { ...at("Google"), login_hint: "ada@example.com" });
    expect(app.provider.last("authorize").query.get("login_hint")).toBe("ada@example.com");
    await signInAtProvider(app, at("Google"));
    expect(await findUser(app, "Google_113456789012345678901")).not.toBeNull();
  });

  test("may not sign with a secret", async () => {
    const app = await startFederatedApp({
      provider: google,
      client: { SupportedIdentityProviders: ["Google"] },
    });
    app.provider.script.signWith = { secret: CLIENT_SECRET };
    const { query } = await signInAtProvider(app, at("Google"));
    expect(query.get("error_description")).toBe("Bad id_token algorithm");
  });
});

describe("Apple", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }));

  const startApple = (private_key: string) =>
    startFederatedApp({
      provider: ({ issuer }) => ({
        ProviderName: "SignInWithApple",
        ProviderType: "SignInWithApple",
        ProviderDetails: {
          client_id: "com.example.app",
          team_id: "TEAM123456",
          key_id: "KEY1234567",
          private_key,
          authorize_scopes: "email name",
          oidc_issuer: issuer,
        },
        AttributeMapping: {
          username: "sub",
          email: "email",
          email_verified: "email_verified",
          given_name: "firstName",
          family_name: "lastName",
        },
      }),
    });

  async function signInAtApple(app: Awaited<ReturnType<typeof startApple>>, user?: unknown) {
    app.provider.script.configuration = { userinfo_endpoint: undefined };
    const browser = new Browser();
    const callback = await toCallback(app, browser, at("SignInWithApple"));
    const body = new URLSearchParams(callback.searchParams);
    if (user !== undefined) body.set("user", typeof user === "string" ? user : JSON.stringify(user));
    const url = `${callback.origin}${callback.pathname}`;
    const next = await new Browser().visit(url, { method: "POST", body });
    return browser.visit(next.href);
  }

  test.each([
    ["with its first and last line", pem],
    ["without them", pem.replace(/-----[A-Z ]+-----/g, "").trim()],
  ])("gets a token signed with the team's key: a key %s", async (_, key) => {
    const app = await startApple(key);
    expect((await signInAtApple(app)).searchParams.has("code")).toBe(true);
    const secret = app.provider.last("token").form.get("client_secret") ?? "";
    const { payload, protectedHeader } = await jwtVerify(secret, publicKey, {
      issuer: "TEAM123456",
      audience: "https://appleid.apple.com",
      subject: "com.example.app",
      currentDate: new Date(app.cloud.clock.now()),
    });
    expect(protectedHeader).toMatchObject({ alg: "ES256", kid: "KEY1234567" });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(300);
    expect(app.provider.last("authorize").query.get("response_mode")).toBe("form_post");
  });

  test("sends the name once, outside the token; the address counts only in the token", async () => {
    const app = await startApple(pem);
    const user = { name: { firstName: "Ada", lastName: "Lovelace" }, email: "admin@example.com" };
    await signInAtApple(app, user);
    const username = "SignInWithApple_ada-1";
    const attributes = { given_name: "Ada", family_name: "Lovelace", email: "ada@example.com" };
    expect((await findUser(app, username))?.attributes).toMatchObject(attributes);
    await signInAtApple(app);
    expect((await findUser(app, username))?.attributes).toMatchObject(attributes);
    for (const nonsense of ["{", "[]", '"x"', { name: "Ada" }, { name: { firstName: { x: 1 } } }]) {
      expect((await signInAtApple(app, nonsense)).searchParams.has("code")).toBe(true);
    }
  });

  test("gets no login hint", async () => {
    const app = await startApple(pem);
    await toCallback(app, new Browser(), { ...at("SignInWithApple"), login_hint: "ada@example.com" });
    expect(app.provider.last("authorize").query.has("login_hint")).toBe(false);
  });

  test("an invalid key ends the sign-in, not the server", async () => {
    const app = await startApple("local-placeholder");
    const outcome = await signInAtApple(app);
    expect(outcome.searchParams.get("error_description")).toBe(
      "SignInWithApple Error - private_key can't be used",
    );
  });
});

describe.each([
  ["Facebook", "id"],
  ["LoginWithAmazon", "user_id"],
] as const)("%s", (name, member) => {
  const start = (AttributeMapping: Record<string, string> = { username: member, email: "email" }) =>
    startFederatedApp({
      provider: ({ issuer }) => ({
        ProviderName: name,
        ProviderType: name,
        ProviderDetails: {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          authorize_scopes: "profile",
          authorize_url: `${issuer}/authorize`,
          token_url: `${issuer}/token`,
          attributes_url: `${issuer}/me${name === "Facebook" ? "?fields=" : ""}`,
        },
        AttributeMapping,
      }),
    });

  test("returns the user at its profile endpoint", async () => {
    const app = await start();
    app.provider.script.userInfo = () => ({ [member]: "10216096645289512", email: "ada@example.com" });
    await signInAtProvider(app, at(name));
    expect((await findUser(app, `${name}_10216096645289512`))?.attributes).toMatchObject({
      email: "ada@example.com",
      email_verified: "false",
    });
    // Facebook returns only the requested fields.
    const fields = app.provider.last("userinfo").query.get("fields");
    expect(fields).toBe(name === "Facebook" ? "id,email" : null);
  });

  test.each([undefined, "", 7, null])("%j is not a user's id", async (subject) => {
    const app = await start();
    app.provider.script.userInfo = () => ({ [member]: subject, sub: "ada-1" });
    const { query } = await signInAtProvider(app, at(name));
    expect(query.get("error_description")).toBe(`${name} Error - ${member} is missing`);
  });
});

test("an OpenID provider is called at the configured endpoints, by HTTPS or on localhost", async () => {
  const app = await startFederatedApp({
    provider: ({ issuer }) => ({
      ProviderDetails: {
        ...detailsOf({ issuer } as ScriptedProvider),
        authorize_url: `${issuer}/authorize`,
        token_url: "https://provider.example.com:8443/token",
        attributes_url: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
      },
    }),
  });
  expect(await refusalAtProvider(app)).toBe(
    "invalid_request: Corp Error - token: HTTPS on port 443 or 80 is required",
  );
});
