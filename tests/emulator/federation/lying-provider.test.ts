import { describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import {
  findUser,
  refusalAtProvider,
  signInAtProvider,
  startFederatedApp,
} from "../../support/worlds/federated-app.ts";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  EXTENSION,
  type ProviderScript,
  type ScriptedAnswer,
  type ScriptedProvider,
} from "../../support/worlds/scripted-provider.ts";

/** The sign-in fails and leaves no user. */
async function expectRefusal(lie: (provider: ScriptedProvider) => void, description: string): Promise<void> {
  const app = await startFederatedApp();
  lie(app.provider);
  expect(await refusalAtProvider(app)).toBe(`invalid_request: ${description}`);
  expect(await findUser(app, `Corp_${app.provider.script.person.sub}`)).toBeNull();
}

const claims =
  (changes: Record<string, unknown>) =>
  ({ script }: ScriptedProvider): void => {
    script.claims = (true_) => ({ ...true_, ...changes });
  };

const set =
  (changes: Partial<ProviderScript>) =>
  ({ script }: ScriptedProvider): void => {
    Object.assign(script, changes);
  };

const answering =
  (endpoint: keyof ProviderScript["answer"], answer: ScriptedAnswer) =>
  ({ script }: ScriptedProvider): void => {
    script.answer[endpoint] = answer;
  };

/** Cognito's names for the requested documents. */
const NAMES = {
  token: "token",
  jwks: "jwks",
  userinfo: "userInfo",
  configuration: "openid configuration",
} as const;

describe("an ID token is refused", () => {
  test.each<[string, (provider: ScriptedProvider) => void, string]>([
    ["of another issuer", claims({ iss: "https://evil.example.com" }), "issuer https://evil.example.com"],
    ["whose issuer is spelled differently", claims({ iss: "HTTP://127.0.0.1" }), "issuer HTTP://127.0.0.1"],
    ["without an issuer", claims({ iss: undefined }), "issuer undefined"],
    ["for another client", claims({ aud: "another-client" }), "audience"],
    ["for no client", claims({ aud: undefined }), "audience"],
    ["for several clients without an azp", claims({ aud: [CLIENT_ID, "other"] }), "azp"],
    ["for several clients with another azp", claims({ aud: [CLIENT_ID, "other"], azp: "other" }), "azp"],
    ["for one client with another azp", claims({ azp: "other" }), "azp"],
    ["with the nonce of another sign-in", claims({ nonce: "replayed" }), "nonce"],
    ["without a nonce", claims({ nonce: undefined }), "nonce"],
    ["with a nonce that is not a string", claims({ nonce: ["x"] }), "nonce"],
    ["that has expired", claims({ exp: 1_700_000_000 }), "expired"],
    ["that never expires", claims({ exp: undefined }), "exp"],
    ["without an iat", claims({ iat: undefined }), "iat"],
    ["from the future", claims({ iat: 4_000_000_000 }), "iat"],
    ["that is not valid yet", claims({ nbf: 4_000_000_000 }), "nbf"],
    ["without a subject", claims({ sub: undefined }), "sub"],
    ["with an empty subject", claims({ sub: "" }), "sub"],
    ["with a subject that is a number", claims({ sub: 7 }), "sub"],
    ["with the hash of another access token", claims({ at_hash: "x" }), "at_hash"],
    ["without a signature", set({ signWith: "none" }), "algorithm"],
    ["signed with another key", set({ signWith: "stranger" }), "signature"],
    ["signed with a key that the provider does not have", set({ header: { kid: "unknown" } }), "kid"],
    ["without the id of its key", set({ header: { kid: undefined } }), "kid"],
    ["whose key does not fit its algorithm", set({ header: { kid: "ES256" } }), "kid"],
    [
      "signed by HMAC with the provider's public key",
      ({ script, publicPem }) => {
        script.signWith = { secret: publicPem };
      },
      "signature",
    ],
    ["signed by HMAC with another secret", set({ signWith: { secret: `${CLIENT_SECRET}!` } }), "signature"],
    [
      "signed by HMAC with zeros for an empty secret",
      set({ signWith: { secret: "\0".repeat(32) } }),
      "signature",
    ],
    [
      "with an unknown critical extension",
      set({ header: { crit: [EXTENSION], [EXTENSION]: 1 } }),
      "signature",
    ],
    ["that is not a token", set({ idToken: () => "not.a.token" }), "signature"],
    [
      "with a changed payload",
      ({ script }) => {
        script.idToken = (token) => {
          const [header, , signature] = token.split(".");
          const forged = { ...decodeJwt(token), sub: "eve" };
          return `${header}.${Buffer.from(JSON.stringify(forged)).toString("base64url")}.${signature}`;
        };
      },
      "signature",
    ],
  ])("%s", (_, lie, what) => expectRefusal(lie, `Bad id_token ${what}`));

  test("that is not there", () =>
    expectRefusal(set({ idToken: () => undefined }), "Corp Error - id_token is missing"));
});

test("HMAC is not accepted if the client has no secret", async () => {
  const app = await startFederatedApp({
    provider: ({ issuer }) => ({
      ProviderDetails: {
        client_id: CLIENT_ID,
        oidc_issuer: issuer,
        authorize_scopes: "openid",
        attributes_request_method: "GET",
      },
    }),
  });
  for (const secret of ["undefined", "null", CLIENT_SECRET]) {
    app.provider.script.signWith = { secret };
    expect(await refusalAtProvider(app)).toBe("invalid_request: Bad id_token algorithm");
  }
  app.provider.script.signWith = "RS256";
  expect((await signInAtProvider(app)).query.has("code")).toBe(true);
  expect(app.provider.last("token").form.has("client_secret")).toBe(false);
});

describe("userInfo is refused", () => {
  test("of another user", () =>
    expectRefusal(
      set({ userInfo: (person) => ({ ...person, sub: "eve" }) }),
      "Corp Error - userInfo is of another user",
    ));

  test("without a subject", () =>
    expectRefusal(
      set({ userInfo: () => ({ email: "admin@example.com" }) }),
      "Corp Error - userInfo is of another user",
    ));

  test("that is not JSON", () =>
    expectRefusal(answering("userinfo", { body: "<html>" }), "Corp Error - 200 error getting userInfo"));

  test("for claims that contradict the ID token, which is signed", async () => {
    const app = await startFederatedApp();
    app.provider.script.userInfo = (person) => ({ ...person, email: "admin@example.com" });
    await signInAtProvider(app);
    expect((await findUser(app, "Corp_ada-1"))?.attributes.email).toBe("ada@example.com");
  });
});

describe("a discovery document is refused", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["of another issuer", { issuer: "https://other.example.com" }, "issuer differs"],
    ["without a token endpoint", { token_endpoint: undefined }, "token_endpoint is missing"],
    ["without keys", { jwks_uri: undefined }, "jwks_uri is missing"],
    ["whose endpoint is not a string", { token_endpoint: 7 }, "token_endpoint is not allowed"],
  ])("%s", (_, configuration, what) => expectRefusal(set({ configuration }), `Corp Error - ${what}`));

  test.each([
    "http://provider.example.com/token",
    "https://provider.example.com:8443/token",
    "ftp://127.0.0.1/token",
    "file:///etc/passwd",
  ])("whose token endpoint is %s", (token_endpoint) =>
    expectRefusal(
      set({ configuration: { token_endpoint } }),
      "Corp Error - token: HTTPS on port 443 or 80 is required",
    ),
  );
});

describe("a provider that fails is reported with AWS's message", () => {
  const NEVER = [
    ["token", "Timeout occurred in calling IdP token endpoint"],
    ["jwks", "Timeout in calling jwks uri"],
    ["userinfo", "Read timed out"],
  ] as const;
  test.each(NEVER)("%s never answers", async (endpoint, description) => {
    const app = await startFederatedApp();
    app.impatientAt.add(`/${endpoint}`);
    app.provider.script.silent.add(endpoint);
    expect(await refusalAtProvider(app)).toBe(`invalid_request: ${description}`);
  });

  test("discovery never answers: the browser is not redirected", async () => {
    const app = await startFederatedApp();
    app.impatientAt.add("/.well-known/openid-configuration");
    app.provider.script.silent.add("configuration");
    expect(await refusalAtProvider(app)).toBe("invalid_request: Read timed out");
  });

  test.each(["token", "jwks", "userinfo", "configuration"] as const)("%s closes the connection", (endpoint) =>
    expectRefusal(set({ broken: new Set([endpoint]) }), "Connection reset"),
  );

  test.each<[string, unknown, string]>([
    [
      "its own error",
      { error: "invalid_client", error_description: "No such client" },
      "invalid_client No such client",
    ],
    ["an error of two lines", { error: "a\nb" }, "a b"],
    ["an error page", "<html>sorry</html>", "error getting token"],
    ["an error that is not one", { error: { code: 7 } }, "error getting token"],
  ])("token answers %s", (_, body, words) =>
    expectRefusal(answering("token", { status: 400, body }), `Corp Error - 400 ${words}`),
  );

  test("an error of any length is cut", async () => {
    const app = await startFederatedApp();
    app.provider.script.answer.token = { status: 400, body: { error: "x".repeat(100_000) } };
    expect((await refusalAtProvider(app)).length).toBeLessThan(400);
  });

  test.each(["token", "jwks", "userinfo", "configuration"] as const)("%s answers 500", (endpoint) =>
    expectRefusal(
      answering(endpoint, { status: 500, body: "" }),
      `Corp Error - 500 error getting ${NAMES[endpoint]}`,
    ),
  );

  test.each(["token", "jwks", "userinfo", "configuration"] as const)(
    "%s redirects elsewhere: nothing is sent there",
    async (endpoint) => {
      const app = await startFederatedApp();
      const location = `${app.provider.issuer}/me`;
      app.provider.script.answer[endpoint] = { status: 307, headers: { location }, body: "" };
      expect(await refusalAtProvider(app)).toMatch(/^invalid_request: Corp Error - 307 error getting/);
    },
  );

  test.each(["token", "jwks", "userinfo", "configuration"] as const)(
    "%s sends too large a response",
    (endpoint) =>
      expectRefusal(
        answering(endpoint, { body: { padding: "x".repeat(2_000_000), keys: [] } }),
        `Corp Error - error getting ${NAMES[endpoint]}`,
      ),
  );

  test.each([{ keys: "none" }, { keys: Array(101).fill({ kty: "RSA" }) }, []])(
    "keys that are not keys",
    (body) => expectRefusal(answering("jwks", { body }), "Corp Error - 200 error getting jwks"),
  );
});

test.each([
  ["a space", "ada 1"],
  ["a line break", "ada\n1"],
  ["129 characters", "x".repeat(125)],
])("an id with %s is not a valid username", async (_, sub) => {
  const app = await startFederatedApp();
  app.provider.script.person = { sub, email: "ada@example.com" };
  expect(await refusalAtProvider(app)).toMatch(/^invalid_request: 1 validation error detected/);
});
