/**
 * The required details of an identity provider, by its type
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html, `ProviderDetails`).
 */

import { isLoopbackUrl } from "./provider-url.ts";
import { findSamlViolation } from "./saml-details.ts";

type ProviderType = "Google" | "Facebook" | "LoginWithAmazon" | "SignInWithApple" | "OIDC" | "SAML";
type Details = Readonly<Record<string, string>>;

interface Required {
  readonly names: readonly string[];
  /** AWS's messages for missing details. */
  readonly text: string;
}

const OF_OAUTH: Required = {
  names: ["client_id", "client_secret", "authorize_scopes"],
  text: "clientId, clientSecret and authorizeScopes are all required idp details.",
};

const REQUIRED: Readonly<Record<Exclude<ProviderType, "SAML">, Required>> = {
  Google: OF_OAUTH,
  Facebook: OF_OAUTH,
  LoginWithAmazon: OF_OAUTH,
  SignInWithApple: {
    names: ["client_id", "private_key", "team_id", "key_id", "authorize_scopes"],
    text: "clientId, privateKey, teamId, and keyId are all required idp details.",
  },
  OIDC: {
    names: ["client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method"],
    text: "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.",
  },
};

const SOCIAL: ReadonlySet<string> = new Set(["Google", "Facebook", "LoginWithAmazon", "SignInWithApple"]);

/** Only social providers are named after their type. */
export const isNameOfType = (name: string, type: ProviderType): boolean =>
  name === type || !(SOCIAL.has(type) || SOCIAL.has(name));

const ENDPOINTS = ["authorize_url", "token_url", "attributes_url", "jwks_uri"] as const;

/** @returns the problem with the details; `null` if they are valid */
export function findDetailsViolation(type: ProviderType, details: Details): string | null {
  if (type === "SAML") return findSamlViolation(details);
  const { names, text } = REQUIRED[type];
  if (names.some((name) => !details[name])) return text;
  return type === "OIDC" ? findOidcViolation(details) : null;
}

const isHttpsOrLoopback = (url: string): boolean =>
  URL.parse(url)?.protocol === "https:" || isLoopbackUrl(url);

function findOidcViolation(details: Details): string | null {
  const { attributes_request_method: method } = details;
  if (method !== "GET" && method !== "POST") {
    return `1 validation error detected: Value '${method}' at 'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]`;
  }
  const urlsOf = (names: readonly string[]) => names.flatMap((name) => details[name] || []);
  const given = urlsOf(ENDPOINTS);
  if (given.length > 0 && given.length < ENDPOINTS.length) {
    return "Provide all of authorize_url, token_url, attributes_url and jwks_uri, or none of them.";
  }
  const isSecure = urlsOf(["oidc_issuer", ...ENDPOINTS]).every(isHttpsOrLoopback);
  return isSecure ? null : "OIDC endpoint must start with https://";
}

/** The details that Cognito adds to a provider. */
function known(type: ProviderType, { api_version: version = "v17.0" }: Details): Details {
  switch (type) {
    case "Google":
      return {
        attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
        attributes_url_add_attributes: "true",
        authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
        oidc_issuer: "https://accounts.google.com",
        token_request_method: "POST",
        token_url: "https://www.googleapis.com/oauth2/v4/token",
      };
    case "Facebook":
      return {
        api_version: version,
        attributes_url: `https://graph.facebook.com/${version}/me?fields=`,
        attributes_url_add_attributes: "true",
        authorize_url: `https://www.facebook.com/${version}/dialog/oauth`,
        token_request_method: "GET",
        token_url: `https://graph.facebook.com/${version}/oauth/access_token`,
      };
    case "LoginWithAmazon":
      return {
        attributes_url: "https://api.amazon.com/user/profile",
        attributes_url_add_attributes: "false",
        authorize_url: "https://www.amazon.com/ap/oa",
        token_request_method: "POST",
        token_url: "https://api.amazon.com/auth/o2/token",
      };
    case "SignInWithApple":
      return {
        attributes_url_add_attributes: "false",
        authorize_url: "https://appleid.apple.com/auth/authorize",
        oidc_issuer: "https://appleid.apple.com",
        token_request_method: "POST",
        token_url: "https://appleid.apple.com/auth/token",
      };
    case "OIDC":
      return { attributes_url_add_attributes: "false" };
    case "SAML":
      return {};
  }
}

/** The details in answers: with Cognito's own, without Apple's private key. */
export function describeDetails(type: ProviderType, details: Details): Details {
  const { private_key: _, ...shown } = details;
  return { ...known(type, details), ...shown };
}
