import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  RegistrationRefused,
  type RegistrationRules,
  readRegistration,
} from "../../../../../local/cognito/domain/client-registration.ts";

const RULES: RegistrationRules = {
  grants: ["code", "client_credentials", "implicit"],
  scopes: ["api/read", "aws.cognito.signin.user.admin", "aws.cognito/dcr/register", "openid"],
};
const REDIRECT = "https://app.example/callback";

const read = (metadata: Record<string, unknown>, rules = RULES) =>
  readRegistration({ redirect_uris: [REDIRECT], ...metadata }, rules);

/** The refusal's error code. */
function refusal(metadata: Record<string, unknown>, rules = RULES): string {
  try {
    read(metadata, rules);
  } catch (error) {
    if (error instanceof RegistrationRefused) return error.code;
    throw error;
  }
  return "registered";
}

test("defaults: a code, a secret by Basic, the scopes of OpenID Connect, no name", () => {
  expect(read({})).toEqual({
    name: null,
    flow: "code",
    authMethod: "client_secret_basic",
    redirectUris: [REDIRECT],
    scopes: ["openid", "email", "phone", "profile"],
  });
});

test("repeated values count once", () => {
  const { redirectUris, scopes } = read({ redirect_uris: [REDIRECT, REDIRECT], scope: "openid  openid" });
  expect([redirectUris, scopes]).toEqual([[REDIRECT], ["openid"]]);
});

describe("redirect URIs", () => {
  test.each([
    "https://app.example/callback?tenant=1",
    "HTTPS://app.example/callback",
    "https://xn--80ak6aa92e.example/",
    "http://localhost:3000/callback",
    "http://127.0.0.1/callback",
    "http://[::1]:33418/",
    "myapp://callback",
    "com.example.app:/oauth",
    `https://app.example/${"a".repeat(1004)}`,
  ])("%s is allowed", (uri) => {
    expect(read({ redirect_uris: [uri] }).redirectUris).toEqual([uri]);
  });

  test.each([
    "javascript:alert(1)",
    "javascript://app.example/%0aalert(1)",
    "JavaScript:/x",
    "java\nscript:/x",
    "\tjavascript:/x",
    "data:/text/html,x",
    "vbscript:/x",
    "file:///etc/passwd",
    "blob:/x",
    "intent://app/#Intent;end",
    "ws://app.example/",
    "mailto:/ada@example.com",
    "http://app.example/callback",
    "http://localhost.evil.example/",
    "http://127.0.0.1.evil.example/",
    "http://localhost@evil.example/",
    "https://app.example@evil.example/",
    "https://:secret@app.example/",
    "https://app.example/callback#",
    "https://app.example/callback#fragment",
    "https://app.example\\@evil.example/",
    "https://*.example/",
    "https:app.example/callback",
    "https:/app.example/callback",
    "https:///app.example/callback",
    "https://",
    "https://аpp.example/",
    "https://app.example/a b",
    "//app.example/callback",
    "/callback",
    "urn:ietf:wg:oauth:2.0:oob",
    "callback",
    "",
    `https://app.example/${"a".repeat(1005)}`,
  ])("%s is refused", (uri) => {
    expect(refusal({ redirect_uris: [uri] })).toBe("invalid_redirect_uri");
    expect(refusal({ redirect_uris: [REDIRECT, uri] })).toBe("invalid_redirect_uri");
  });

  test.each([[undefined], [null], ["https://app.example/"], [[]], [[1]], [{}]])(
    "are not %j",
    (redirect_uris) => {
      expect(refusal({ redirect_uris })).toBe("invalid_redirect_uri");
    },
  );

  test("may be a hundred", () => {
    const uris = (count: number) => Array.from({ length: count }, (_, index) => `${REDIRECT}/${index}`);
    expect(refusal({ redirect_uris: uris(100) })).toBe("registered");
    expect(refusal({ redirect_uris: uris(101) })).toBe("invalid_redirect_uri");
  });
});

describe("grants", () => {
  test.each([
    [["authorization_code"], undefined],
    [["authorization_code", "refresh_token"], ["code"]],
  ])("%j with the response types %j is a code", (grant_types, response_types) => {
    expect(read({ grant_types, ...(response_types && { response_types }) }).flow).toBe("code");
  });

  test("client credentials have a secret and a scope, and no redirect", () => {
    const machine = { grant_types: ["client_credentials"], scope: "api/read", redirect_uris: [] };
    expect(read(machine)).toMatchObject({
      flow: "client_credentials",
      redirectUris: [],
      scopes: ["api/read"],
    });
    expect(read({ ...machine, response_types: [] }).flow).toBe("client_credentials");
    expect(refusal({ ...machine, scope: "" })).toBe("invalid_client_metadata");
    expect(refusal({ ...machine, scope: "openid" })).toBe("invalid_client_metadata");
    expect(refusal({ ...machine, scope: "aws.cognito.signin.user.admin" })).toBe("invalid_client_metadata");
    expect(refusal({ ...machine, response_types: ["code"] })).toBe("invalid_client_metadata");
    expect(refusal({ ...machine, token_endpoint_auth_method: "none" })).toBe("invalid_client_metadata");
    expect(refusal({ ...machine, redirect_uris: [REDIRECT] })).toBe("invalid_redirect_uri");
  });

  test.each([
    [{ grant_types: ["implicit"] }],
    [{ grant_types: ["password"] }],
    [{ grant_types: ["refresh_token"] }],
    [{ grant_types: [] }],
    [{ grant_types: "authorization_code" }],
    [{ grant_types: ["authorization_code", "client_credentials"] }],
    [{ grant_types: ["authorization_code", 1] }],
    [{ response_types: ["token"] }],
    [{ response_types: ["code", "token"] }],
    [{ response_types: [] }],
    [{ response_types: "code" }],
  ])("%j is refused", (metadata) => {
    expect(refusal(metadata)).toBe("invalid_client_metadata");
  });

  test("that the pool does not list are refused", () => {
    expect(refusal({}, { ...RULES, grants: ["client_credentials"] })).toBe("invalid_client_metadata");
    expect(refusal({}, { ...RULES, grants: [] })).toBe("invalid_client_metadata");
  });
});

describe("scopes", () => {
  test.each(["openid", "openid email phone profile", "api/read", "openid aws.cognito.signin.user.admin"])(
    "%s is allowed",
    (scope) => {
      expect(read({ scope }).scopes).toEqual(scope.split(" "));
    },
  );

  test.each(["api/write", "api/read api/write", "aws.cognito/dcr/register", "openid\tapi/read", "__proto__"])(
    "%j is refused",
    (scope) => {
      expect(refusal({ scope })).toBe("invalid_client_metadata");
    },
  );

  test("other than those of OpenID Connect are refused unless the pool lists them", () => {
    const rules = { ...RULES, scopes: [] };
    expect(refusal({ scope: "aws.cognito.signin.user.admin" }, rules)).toBe("invalid_client_metadata");
    expect(refusal({ scope: "api/read" }, rules)).toBe("invalid_client_metadata");
    expect(refusal({ scope: 1 }, rules)).toBe("invalid_client_metadata");
  });
});

describe("names and methods", () => {
  test.each(["Agent 7", "a_b +=,.@-c", "x".repeat(128)])("%s is a name", (client_name) => {
    expect(read({ client_name }).name).toBe(client_name);
  });

  test.each(["", "   ", "x".repeat(129), "Аgent", "Agent\u2003", "Agent\n", "<b>", "Agent\u202e", 7, null])(
    "%j is refused as a name",
    (client_name) => {
      expect(refusal({ client_name })).toBe("invalid_client_metadata");
    },
  );

  test.each(["none", "client_secret_basic", "client_secret_post"])("%s is a method", (method) => {
    expect(read({ token_endpoint_auth_method: method }).authMethod).toBe(method);
  });

  test.each(["private_key_jwt", "client_secret_jwt", "tls_client_auth", "", 1])(
    "%j is refused as a method",
    (method) => {
      expect(refusal({ token_endpoint_auth_method: method })).toBe("invalid_client_metadata");
    },
  );

  test("what is not known is ignored", () => {
    const ignored = {
      jwks_uri: "http://169.254.169.254/",
      logo_uri: 7,
      software_statement: "a.b.c",
      "client_name#ja": "エージェント",
      constructor: {},
    };
    expect(read(ignored)).toEqual(read({}));
  });
});

/** The rule that a registration with this metadata breaks; `none` if there is no registration. */
function breachOf(given: Record<string, unknown>): string {
  let registration: ReturnType<typeof readRegistration>;
  try {
    registration = readRegistration(given, RULES);
  } catch (error) {
    if (error instanceof RegistrationRefused) return "none";
    throw error;
  }
  const { flow, redirectUris, scopes, authMethod } = registration;
  if (redirectUris.length > 0 !== (flow === "code")) return "a code needs redirect URIs, a machine has none";
  if (!redirectUris.every((uri) => /^(?!javascript)[a-z][a-z0-9+.-]*:\//i.test(uri))) return "redirect URIs";
  if (scopes.includes("aws.cognito/dcr/register") || scopes.includes("api/write")) return "scopes";
  return flow === "client_credentials" && authMethod === "none" ? "a machine without a secret" : "none";
}

test("whatever is sent, a registration stays within the rules, or is refused", () => {
  const word = fc.oneof(
    fc.constantFrom("openid", "api/read", "api/write", "authorization_code", "client_credentials", "code"),
    fc.constantFrom(REDIRECT, "javascript:/x", "http://localhost/", "http://evil.example/", "none"),
    fc.string(),
  );
  const value = fc.oneof(word, fc.array(word), fc.jsonValue());
  const names = ["redirect_uris", "grant_types", "response_types", "scope", "client_name"];
  const metadata = fc.dictionary(fc.constantFrom(...names, "token_endpoint_auth_method"), value);
  fc.assert(
    fc.property(metadata, (given) => {
      expect(breachOf(given)).toBe("none");
    }),
    { numRuns: 1000 },
  );
});
