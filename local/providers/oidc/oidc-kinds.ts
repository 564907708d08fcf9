/**
 * The differences of the stand-in's OpenID Connect providers: paths, scopes and places of claims, the same as the real providers'.
 */
import type { Person } from "../people.ts";

export type OidcKind = "google" | "apple" | "oidc";

interface ClaimsContext {
  readonly clientId: string;
  readonly pictureUrl: string;
}

export interface OidcKindSettings {
  /** The name for people. */
  readonly title: string;
  /** Below the issuer. The real provider's, without their hosts. */
  readonly routes: {
    readonly authorization: string;
    readonly token: string;
    readonly jwks: string;
    readonly userinfo: string;
  };
  /** The error for a client if a person refused. */
  readonly refusal: string;
  /** Apple has no userInfo endpoint. */
  readonly hasUserInfo: boolean;
  /** Claims by their scope. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
  /** Whether the ID token has the claims of all scopes. Otherwise only userInfo has them (OpenID Connect Core 1.0 §5.4). */
  readonly isIdTokenComplete: boolean;
  /** What it calls its levels of authentication (`acr`). A person reaches the one that the client asks for first. */
  readonly levels?: readonly string[];
  /** The claims about a person. */
  readonly claimsOf: (person: Person, of: ClaimsContext) => Readonly<Record<string, unknown>>;
}

const PROFILE = ["name", "given_name", "family_name", "picture"];
const EMAIL = ["email", "email_verified"];

const emailOf = ({ email, isEmailVerified }: Person) =>
  email === undefined ? {} : { email, email_verified: isEmailVerified };

const profileOf = ({ name, givenName, familyName }: Person, picture: string) => ({
  name,
  given_name: givenName,
  ...(familyName !== undefined && { family_name: familyName }),
  picture,
});

export const OIDC_KINDS: Readonly<Record<OidcKind, OidcKindSettings>> = {
  /** https://developers.google.com/identity/openid-connect/openid-connect */
  google: {
    title: "Google",
    refusal: "access_denied",
    routes: {
      authorization: "/o/oauth2/v2/auth",
      token: "/token",
      jwks: "/oauth2/v3/certs",
      userinfo: "/v1/userinfo",
    },
    hasUserInfo: true,
    claims: { openid: ["sub", "azp"], email: EMAIL, profile: PROFILE },
    isIdTokenComplete: true,
    claimsOf: (person, { clientId, pictureUrl }) => ({
      azp: clientId,
      ...emailOf(person),
      ...profileOf(person, pictureUrl),
    }),
  },
  /**
   * The name is never in a token. `email_verified` may be a string or a boolean
   * (https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple).
   */
  apple: {
    title: "Apple",
    refusal: "user_cancelled_authorize",
    routes: { authorization: "/auth/authorize", token: "/auth/token", jwks: "/auth/keys", userinfo: "/none" },
    hasUserInfo: false,
    claims: { openid: ["sub", "nonce_supported"], email: [...EMAIL, "is_private_email"], name: [] },
    isIdTokenComplete: true,
    claimsOf: ({ email, isEmailVerified }) => ({
      nonce_supported: true,
      ...(email !== undefined && { email, email_verified: String(isEmailVerified) }),
    }),
  },
  oidc: {
    title: "OpenID Connect",
    refusal: "access_denied",
    routes: { authorization: "/authorize", token: "/token", jwks: "/jwks", userinfo: "/userinfo" },
    hasUserInfo: true,
    claims: { openid: ["sub"], email: EMAIL, profile: PROFILE },
    isIdTokenComplete: false,
    levels: ["urn:stand-in:password", "urn:stand-in:mfa"],
    claimsOf: (person, { pictureUrl }) => ({ ...emailOf(person), ...profileOf(person, pictureUrl) }),
  },
};
