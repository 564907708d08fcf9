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

/** Error code and description of the refusal. */
function refusal(metadata: Record<string, unknown>, rules = RULES): string {
  try {
    read(metadata, rules);
  } catch (error) {
    if (error instanceof RegistrationRefused) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "registered";
}

const metadataInvalid = (description: string) => `invalid_client_metadata: ${description}`;
const redirectInvalid = (description: string) => `invalid_redirect_uri: ${description}`;

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

  const refused: Readonly<Record<string, readonly string[]>> = {
    "a redirect URI must be printable ASCII without spaces, of 1,024 characters at most": [
      "java\nscript:/x",
      "\tjavascript:/x",
      "https://аpp.example/",
      "https://app.example/a b",
      "",
      `https://app.example/${"a".repeat(1005)}`,
    ],
    "a redirect URI must be absolute": [
      "javascript:alert(1)",
      "javascript:app:/alert(1)",
      "urn:ietf:wg:oauth:2.0:oob",
      "https:app.example/callback",
      "https://",
      "//app.example/callback",
      "/callback",
      "callback",
    ],
    "a redirect URI has no fragment and no wildcard": [
      "https://app.example/callback#",
      "https://app.example/callback#fragment",
      "https://app.example\\@evil.example/",
      "https://*.example/",
      "intent://app/#Intent;end",
    ],
    "a redirect URI has no user": [
      "http://localhost@evil.example/",
      "https://app.example@evil.example/",
      "https://:secret@app.example/",
    ],
    "a redirect URI must have a host": [
      "https:/app.example/callback",
      "https:/app.example/?to=https://app.example",
      "https:///app.example/callback",
      "http:/localhost/callback",
      "http:///localhost/callback",
    ],
    "a redirect URI must use https, but on this machine": [
      "http://app.example/callback",
      "http://localhost.evil.example/",
      "http://127.0.0.1.evil.example/",
    ],
    "the redirect URI's scheme is not allowed": [
      ..."about blob chrome chrome-extension data file filesystem ftp intent jar javascript mailto".split(
        " ",
      ),
      ..."moz-extension ms-browser-extension resource sms tel vbscript view-source ws wss".split(" "),
      "JavaScript",
    ].flatMap((scheme) => [`${scheme}:/x`, `${scheme}://app.example/%0aalert(1)`]),
  };

  test.each(Object.entries(refused).flatMap(([reason, uris]) => uris.map((uri) => [uri, reason] as const)))(
    "%s is refused: %s",
    (uri, reason) => {
      expect(refusal({ redirect_uris: [uri] })).toBe(redirectInvalid(reason));
      expect(refusal({ redirect_uris: [REDIRECT, uri] })).toBe(redirectInvalid(reason));
    },
  );

  test.each([
    [undefined, "redirect_uris is required"],
    [[], "redirect_uris is required"],
    [null, "redirect_uris must be an array of strings"],
    ["https://app.example/", "redirect_uris must be an array of strings"],
    [[REDIRECT, 1], "redirect_uris must be an array of strings"],
    [{}, "redirect_uris must be an array of strings"],
  ])("are not %j", (redirect_uris, reason) => {
    expect(refusal({ redirect_uris })).toBe(redirectInvalid(reason));
  });

  test("may be a hundred", () => {
    const uris = (count: number) => Array.from({ length: count }, (_, index) => `${REDIRECT}/${index}`);
    expect(refusal({ redirect_uris: uris(100) })).toBe("registered");
    expect(refusal({ redirect_uris: uris(101) })).toBe(redirectInvalid("redirect_uris may have 100"));
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
  });

  test.each([
    [{ scope: "" }, metadataInvalid("client_credentials needs a scope")],
    [{ scope: "openid" }, metadataInvalid("scope has a value that is not allowed")],
    [{ scope: "aws.cognito.signin.user.admin" }, metadataInvalid("scope has a value that is not allowed")],
    [{ response_types: ["code"] }, metadataInvalid("response_types do not fit grant_types")],
    [
      { token_endpoint_auth_method: "none" },
      metadataInvalid("client_credentials needs a token_endpoint_auth_method with a secret"),
    ],
    [{ redirect_uris: [REDIRECT] }, redirectInvalid("client_credentials has no redirect_uris")],
  ])("client credentials are refused with %j", (metadata, reason) => {
    const machine = { grant_types: ["client_credentials"], scope: "api/read", redirect_uris: [] };
    expect(refusal({ ...machine, ...metadata })).toBe(reason);
  });

  test.each([
    [{ grant_types: ["implicit"] }, "grant_types is not supported"],
    [{ grant_types: ["password"] }, "grant_types is not supported"],
    [{ grant_types: ["authorization_code", "implicit"] }, "grant_types is not supported"],
    [{ grant_types: ["refresh_token"] }, "grant_types must have authorization_code or client_credentials"],
    [{ grant_types: [] }, "grant_types must have authorization_code or client_credentials"],
    [{ grant_types: "authorization_code" }, "grant_types must be an array of strings"],
    [{ grant_types: ["authorization_code", 1] }, "grant_types must be an array of strings"],
    [
      { grant_types: ["authorization_code", "client_credentials"] },
      "client_credentials can't be combined with other grant_types",
    ],
    [{ response_types: ["token"] }, "response_types do not fit grant_types"],
    [{ response_types: ["code", "token"] }, "response_types do not fit grant_types"],
    [{ response_types: [] }, "response_types do not fit grant_types"],
    [{ response_types: "code" }, "response_types must be an array of strings"],
  ])("%j is refused: %s", (metadata, reason) => {
    expect(refusal(metadata)).toBe(metadataInvalid(reason));
  });

  test("that the pool does not list are refused", () => {
    const reason = metadataInvalid("grant_types is not allowed for this registration");
    expect(refusal({}, { ...RULES, grants: ["client_credentials"] })).toBe(reason);
    expect(refusal({}, { ...RULES, grants: [] })).toBe(reason);
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
      expect(refusal({ scope })).toBe(metadataInvalid("scope has a value that is not allowed"));
    },
  );

  test("other than those of OpenID Connect are refused unless the pool lists them", () => {
    const rules = { ...RULES, scopes: [] };
    const reason = metadataInvalid("scope has a value that is not allowed");
    expect(refusal({ scope: "aws.cognito.signin.user.admin" }, rules)).toBe(reason);
    expect(refusal({ scope: "api/read" }, rules)).toBe(reason);
    expect(refusal({ scope: 1 }, rules)).toBe(metadataInvalid("scope must be a string"));
  });

  /** As many as an app client has (API_CreateUserPoolClient, `AllowedOAuthScopes`). */
  test("may be fifty", () => {
    const scopes = Array.from({ length: 51 }, (_, index) => `api/${index}`);
    const ask = (count: number) => refusal({ scope: scopes.slice(0, count).join(" ") }, { ...RULES, scopes });
    expect(ask(50)).toBe("registered");
    expect(ask(51)).toBe(metadataInvalid("scope has a value that is not allowed"));
  });
});

describe("names and methods", () => {
  test.each(["Agent 7", "a_b +=,.@-c", "x".repeat(128)])("%s is a name", (client_name) => {
    expect(read({ client_name }).name).toBe(client_name);
  });

  test.each(["", "   ", "x".repeat(129), "Аgent", "Agent\u2003", "Agent\n", "<b>", "Agent\u202e"])(
    "%j is refused as a name",
    (client_name) => {
      expect(refusal({ client_name })).toBe(
        metadataInvalid("client_name may have 128 letters, digits, spaces and _ + = , . @ -"),
      );
    },
  );

  test.each([7, null, ["Agent"]])("%j is not a text", (value) => {
    expect(refusal({ client_name: value })).toBe(metadataInvalid("client_name must be a string"));
    expect(refusal({ token_endpoint_auth_method: value })).toBe(
      metadataInvalid("token_endpoint_auth_method must be a string"),
    );
  });

  test.each(["none", "client_secret_basic", "client_secret_post"])("%s is a method", (method) => {
    expect(read({ token_endpoint_auth_method: method }).authMethod).toBe(method);
  });

  test.each(["private_key_jwt", "client_secret_jwt", "tls_client_auth", ""])(
    "%j is refused as a method",
    (method) => {
      expect(refusal({ token_endpoint_auth_method: method })).toBe(
        metadataInvalid("token_endpoint_auth_method is not supported"),
      );
    },
  );

  test("a refusal has a name of its own in traces", () => {
    expect(String(new RegistrationRefused("invalid_client_metadata", "x"))).toBe("RegistrationRefused: x");
  });

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
