/**
 * The claims of Cognito's tokens, before a trigger changes them
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html and
 * …-using-the-access-token.html). Times are seconds since the Unix epoch, as RFC 7519's NumericDate.
 */

import { createHash } from "node:crypto";
import { isTrue } from "./boolean-attribute.ts";

export type Claims = Readonly<Record<string, unknown>>;

/** A user's groups in a token. */
export interface GroupConfiguration {
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly preferredRole: string | null;
}

export interface TokenSubject {
  readonly issuer: string;
  readonly clientId: string;
  readonly sub: string;
  readonly username: string;
  /** Those that the client may read, for the ID token. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: GroupConfiguration;
  readonly scopes: readonly string[];
  /** `null` if the client has token revocation off. */
  readonly originJti: string | null;
  readonly eventId: string;
  /** `null` if the pool does not track devices. */
  readonly deviceKey: string | null;
  /** How strongly the user authenticated; absent for a sign-in that satisfies no level. */
  readonly acr?: string;
  /** By which methods. */
  readonly amr?: readonly string[];
  /** When the user was authenticated. */
  readonly authTime: number;
  readonly issuedAt: number;
  /** Additional claims of tokens from a pool's domain; `null` for a sign-in by the API. */
  readonly hosted: {
    readonly nonce: string | null;
    /** RFC 8707: becomes the access token's audience. */
    readonly resource: string | null;
  } | null;
}

interface RankedGroup {
  readonly name: string;
  readonly roleArn: string | null;
  readonly precedence: number | null;
}

/**
 * The claims about the user's groups. The preferred role is that of the group with the lowest precedence; where several
 * share it and disagree, there is none (API_GroupType, `Precedence`).
 *
 * @param groups in order of precedence
 */
export function describeGroups(groups: readonly RankedGroup[]): GroupConfiguration {
  const [lowest] = groups.map((group) => group.precedence);
  const best = groups.filter((group) => group.precedence === lowest);
  const [role = null, ...others] = new Set(best.map((group) => group.roleArn).filter((arn) => arn !== null));
  return {
    groups: groups.map((group) => group.name),
    roles: [...new Set(groups.map((group) => group.roleArn).filter((role) => role !== null))],
    preferredRole: others.length === 0 ? role : null,
  };
}

const BOOLEANS = new Set(["email_verified", "phone_number_verified"]);

function claimOf(name: string, value: string): unknown {
  if (BOOLEANS.has(name)) return isTrue(value);
  // OpenID Connect Core §5.1: these two are a number and an object.
  if (name === "updated_at") return Number(value);
  if (name === "address") return { formatted: value };
  if (name === "identities") return identityClaims(value);
  return value;
}

/** `identities` in the ID token: every member is a string, or null. */
function identityClaims(value: string): unknown {
  const identities = JSON.parse(value) as readonly Readonly<Record<string, unknown>>[];
  return identities.map((identity) =>
    Object.fromEntries(
      Object.entries(identity).map(([name, member]) => [name, member === null ? null : String(member)]),
    ),
  );
}

/**
 * What the scopes of an OpenID Connect request open of a user's attributes: `openid` alone opens all that the client may read
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html). Custom attributes go with `profile`.
 */
export function attributesOfScopes(
  attributes: Readonly<Record<string, string>>,
  scopes: readonly string[],
): Readonly<Record<string, string>> {
  const opens = (name: string): boolean => {
    if (name === "sub") return true;
    if (name.startsWith("email")) return scopes.includes("email");
    if (name.startsWith("phone_number")) return scopes.includes("phone");
    return scopes.includes("profile");
  };
  const isNarrowed = ["email", "phone", "profile"].some((scope) => scopes.includes(scope));
  if (!isNarrowed) return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => opens(name)));
}

function attributeClaims({ attributes }: TokenSubject): Claims {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, claimOf(name, value)]));
}

function commonClaims(subject: TokenSubject, lifetime: number): Claims {
  return {
    iss: subject.issuer,
    ...(subject.originJti === null ? {} : { origin_jti: subject.originJti }),
    event_id: subject.eventId,
    auth_time: subject.authTime,
    ...(subject.acr === undefined ? {} : { acr: subject.acr }),
    ...(subject.amr === undefined ? {} : { amr: subject.amr }),
    exp: subject.issuedAt + lifetime,
    iat: subject.issuedAt,
  };
}

/** `cognito:groups` and similar claims exist only for members of a group. */
function groupClaims(groups: GroupConfiguration): Claims {
  return groups.groups.length === 0 ? {} : { "cognito:groups": groups.groups };
}

function roleClaims({ roles, preferredRole }: GroupConfiguration): Claims {
  return {
    ...(roles.length === 0 ? {} : { "cognito:roles": roles }),
    ...(preferredRole === null ? {} : { "cognito:preferred_role": preferredRole }),
  };
}

export interface TokenTerms {
  readonly jti: string;
  /** Seconds. */
  readonly lifetime: number;
}

/** The left half of the access token's hash (OpenID Connect Core §3.1.3.6). */
export const accessTokenHash = (accessToken: string): string =>
  createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url");

export function idTokenClaims(
  subject: TokenSubject,
  { jti, lifetime, atHash }: TokenTerms & { readonly atHash?: string },
): Claims {
  const nonce = subject.hosted?.nonce ?? null;
  return {
    ...(atHash === undefined ? {} : { at_hash: atHash }),
    ...attributeClaims(subject),
    sub: subject.sub,
    ...groupClaims(subject.groups),
    ...roleClaims(subject.groups),
    "cognito:username": subject.username,
    ...(nonce === null ? {} : { nonce }),
    aud: subject.clientId,
    ...commonClaims(subject, lifetime),
    token_use: "id",
    jti,
  };
}

export function accessTokenClaims(subject: TokenSubject, { jti, lifetime }: TokenTerms): Claims {
  return {
    sub: subject.sub,
    ...(subject.deviceKey === null ? {} : { device_key: subject.deviceKey }),
    ...groupClaims(subject.groups),
    ...(subject.hosted === null ? {} : { version: 2 }),
    ...(subject.hosted?.resource == null ? {} : { aud: subject.hosted.resource }),
    client_id: subject.clientId,
    ...commonClaims(subject, lifetime),
    token_use: "access",
    scope: subject.scopes.join(" "),
    jti,
    username: subject.username,
  };
}
