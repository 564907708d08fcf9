import { describe, expect, test } from "@jest/globals";
import {
  describeDetails,
  findDetailsViolation,
  isNameOfType,
} from "../../../../../local/cognito/domain/identity-provider.ts";
import { isLoopbackUrl, isProviderUrl } from "../../../../../local/cognito/domain/provider-url.ts";

const social = { client_id: "id", client_secret: "secret", authorize_scopes: "openid" };
const apple = { client_id: "id", team_id: "t", key_id: "k", private_key: "p", authorize_scopes: "email" };
const oidc = {
  client_id: "id",
  oidc_issuer: "https://issuer.example",
  attributes_request_method: "GET",
  authorize_scopes: "openid",
};
const endpoints = {
  authorize_url: "https://issuer.example/authorize",
  token_url: "https://issuer.example/token",
  attributes_url: "https://issuer.example/me",
  jwks_uri: "https://issuer.example/keys",
};

describe("a URL of this machine", () => {
  test.each([
    "http://localhost:4566/x",
    "https://localhost",
    "http://a.b-c.localhost:1",
    "http://LOCALHOST",
    "http://127.0.0.1:8080",
    "http://127.1.2.3",
    "http://[::1]:80",
  ])("%s", (url) => {
    expect(isLoopbackUrl(url)).toBe(true);
    expect(isProviderUrl(url)).toBe(true);
  });

  test.each([
    "localhost",
    "",
    "ftp://localhost",
    "xhttp://localhost",
    "httpsx://localhost",
    "http://localhost.evil.example",
    "http://evillocalhost.example",
    "http://notlocalhost",
    "http://128.0.0.1",
    "http://127.0.0.1.evil.example",
    "http://[::2]",
    "http://x.[::1]",
  ])("%s is none", (url) => {
    expect(isLoopbackUrl(url)).toBe(false);
    expect(isProviderUrl(url)).toBe(false);
  });
});

describe("a provider's URL", () => {
  test.each(["https://issuer.example", "https://issuer.example:443/x", "https://issuer.example:80/?y"])(
    "may be %s",
    (url) => {
      expect(isProviderUrl(url)).toBe(true);
    },
  );

  test.each([
    "http://issuer.example",
    "https://issuer.example:8443",
    "https://user@issuer.example",
    "https://:secret@issuer.example",
    "https://issuer.example/#x",
    "http://user@localhost",
    "http://localhost/#x",
    "issuer.example",
  ])("may not be %s", (url) => {
    expect(isProviderUrl(url)).toBe(false);
  });
});

const SOCIAL = ["Google", "Facebook", "LoginWithAmazon", "SignInWithApple"] as const;

test.each([...SOCIAL, "OIDC", "SAML"] as const)("may have the name %s, and that type", (type) => {
  expect(isNameOfType(type, type)).toBe(true);
  for (const name of ["Corp", "google", "Google2", ...SOCIAL].filter((other) => other !== type)) {
    const isFree = !SOCIAL.some((social) => social === type || social === name);
    expect([name, isNameOfType(name, type)]).toEqual([name, isFree]);
  }
});

describe("the details that AWS requires", () => {
  const OF_OAUTH = "clientId, clientSecret and authorizeScopes are all required idp details.";
  test.each([
    ["Google", social, OF_OAUTH],
    ["Facebook", social, OF_OAUTH],
    ["LoginWithAmazon", social, OF_OAUTH],
    ["SignInWithApple", apple, "clientId, privateKey, teamId, and keyId are all required idp details."],
    [
      "OIDC",
      oidc,
      "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.",
    ],
  ] as const)("of %s, each of them", (type, details: Readonly<Record<string, string>>, reason) => {
    expect(findDetailsViolation(type, details)).toBeNull();
    for (const name of Object.keys(details)) {
      const { [name]: _missing, ...rest } = details;
      expect(findDetailsViolation(type, rest)).toBe(reason);
      expect(findDetailsViolation(type, { ...rest, [name]: "" })).toBe(reason);
    }
  });

  test("are separate for SAML", () => {
    expect(findDetailsViolation("SAML", {})).toMatch(/MetadataURL or MetadataFile/);
    expect(findDetailsViolation("SAML", { MetadataFile: "<x/>" })).toBeNull();
  });
});

describe("an OIDC provider", () => {
  const violation = (more: Readonly<Record<string, string>>) =>
    findDetailsViolation("OIDC", { ...oidc, ...more });

  test.each(["GET", "POST"])("may use %s for attributes", (attributes_request_method) => {
    expect(violation({ attributes_request_method })).toBeNull();
  });

  test.each(["get", "PUT", "xGET", "POSTx"])("may not use %s", (attributes_request_method) => {
    expect(violation({ attributes_request_method })).toBe(
      `1 validation error detected: Value '${attributes_request_method}' at 'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]`,
    );
  });

  test("has all of its endpoints or none", () => {
    expect(violation(endpoints)).toBeNull();
    for (const name of Object.keys(endpoints)) {
      expect(violation({ ...endpoints, [name]: "" })).toBe(
        "Provide all of authorize_url, token_url, attributes_url and jwks_uri, or none of them.",
      );
      expect(violation({ [name]: "https://issuer.example/x" })).toBe(
        "Provide all of authorize_url, token_url, attributes_url and jwks_uri, or none of them.",
      );
    }
  });

  test("must use HTTPS, or be on this machine", () => {
    for (const name of ["oidc_issuer", ...Object.keys(endpoints)]) {
      const at = (url: string) => violation({ ...endpoints, [name]: url });
      expect(at("http://localhost:4000/x")).toBeNull();
      expect(at("https://issuer.example:8443/x")).toBeNull();
      for (const url of ["http://issuer.example", "nonsense"]) {
        expect(at(url)).toBe("OIDC endpoint must start with https://");
      }
    }
  });
});

/** As DescribeIdentityProvider returns them: the examples of API_CreateIdentityProvider, and CloudFormation's page. */
describe("Cognito's defaults for a provider", () => {
  test("Google", () => {
    expect(describeDetails("Google", social)).toEqual({
      ...social,
      attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
      attributes_url_add_attributes: "true",
      authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
      oidc_issuer: "https://accounts.google.com",
      token_request_method: "POST",
      token_url: "https://www.googleapis.com/oauth2/v4/token",
    });
  });

  test.each([
    [{}, "v17.0"],
    [{ api_version: "v19.0" }, "v19.0"],
  ])("Facebook, by the version of its API: %j", (given, version) => {
    expect(describeDetails("Facebook", { ...social, ...given })).toEqual({
      ...social,
      api_version: version,
      attributes_url: `https://graph.facebook.com/${version}/me?fields=`,
      attributes_url_add_attributes: "true",
      authorize_url: `https://www.facebook.com/${version}/dialog/oauth`,
      token_request_method: "GET",
      token_url: `https://graph.facebook.com/${version}/oauth/access_token`,
    });
  });

  test("Login with Amazon", () => {
    expect(describeDetails("LoginWithAmazon", social)).toEqual({
      ...social,
      attributes_url: "https://api.amazon.com/user/profile",
      attributes_url_add_attributes: "false",
      authorize_url: "https://www.amazon.com/ap/oa",
      token_request_method: "POST",
      token_url: "https://api.amazon.com/auth/o2/token",
    });
  });

  test("Sign in with Apple, whose private key is not returned", () => {
    const { private_key: _secret, ...shown } = apple;
    expect(describeDetails("SignInWithApple", apple)).toEqual({
      ...shown,
      attributes_url_add_attributes: "false",
      authorize_url: "https://appleid.apple.com/auth/authorize",
      oidc_issuer: "https://appleid.apple.com",
      token_request_method: "POST",
      token_url: "https://appleid.apple.com/auth/token",
    });
  });

  test("OIDC and SAML", () => {
    expect(describeDetails("OIDC", oidc)).toEqual({ ...oidc, attributes_url_add_attributes: "false" });
    expect(describeDetails("SAML", { MetadataFile: "<x/>" })).toEqual({ MetadataFile: "<x/>" });
  });

  test("are overridden by given details", () => {
    const token_url = "https://issuer.example/token";
    expect(describeDetails("Google", { ...social, token_url })).toMatchObject({ token_url });
  });
});
