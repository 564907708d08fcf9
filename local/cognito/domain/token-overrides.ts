/**
 * The changes that a pre-token-generation trigger may make
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html).
 */
import { OddResponse, type OnOdd, readOrTell } from "./odd-response.ts";
import type { Claims, GroupConfiguration, TokenSubject } from "./token-claims.ts";

interface ClaimChanges {
  readonly add: Readonly<Record<string, unknown>>;
  readonly suppress: readonly string[];
}

export interface TokenOverrides {
  readonly idToken: ClaimChanges;
  readonly accessToken: ClaimChanges;
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
  /** `null`: the user's own groups stay. */
  readonly groups: GroupConfiguration | null;
}

export type TriggerVersion = "V1_0" | "V2_0";

const NO_CHANGES: ClaimChanges = { add: {}, suppress: [] };
export const NO_OVERRIDES: TokenOverrides = {
  idToken: NO_CHANGES,
  accessToken: NO_CHANGES,
  scopesToAdd: [],
  scopesToSuppress: [],
  groups: null,
};

type Members = Readonly<Record<string, unknown>>;

/** @param path of the value within the event, as the developer would write it */
function readObject(value: unknown, path: string): Members | null {
  if (value === undefined) return null;
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new OddResponse(path, "an object, or null", value);
  }
  return value as Members | null;
}

function readStrings(value: unknown, path: string): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new OddResponse(path, "a list of strings, or null", value);
  for (const [index, item] of value.entries()) {
    if (typeof item !== "string") throw new OddResponse(`${path}[${index}]`, "a string", item);
  }
  return value;
}

function readChanges(value: unknown, path: string, version: TriggerVersion): ClaimChanges {
  const details = readObject(value, path) ?? {};
  const claims = `${path}.claimsToAddOrOverride`;
  const add = readObject(details.claimsToAddOrOverride, claims) ?? {};
  // Version one carries strings only; arrays, numbers and objects came with version two.
  for (const [name, claim] of version === "V1_0" ? Object.entries(add) : []) {
    if (typeof claim !== "string") {
      throw new OddResponse(
        `${claims}[${JSON.stringify(name)}]`,
        "a string in version V1_0 of the event",
        claim,
      );
    }
  }
  return { add, suppress: readStrings(details.claimsToSuppress, `${path}.claimsToSuppress`) };
}

/** An empty or null object suppresses the groups; a missing one leaves them. */
function readGroups(details: Members, path: string): GroupConfiguration | null {
  if (details.groupOverrideDetails === undefined) return null;
  const own = `${path}.groupOverrideDetails`;
  const groups = readObject(details.groupOverrideDetails, own) ?? {};
  const preferredRole = groups.preferredRole ?? null;
  if (preferredRole !== null && typeof preferredRole !== "string") {
    throw new OddResponse(`${own}.preferredRole`, "a string, or null", preferredRole);
  }
  return {
    groups: readStrings(groups.groupsToOverride, `${own}.groupsToOverride`),
    roles: readStrings(groups.iamRolesToOverride, `${own}.iamRolesToOverride`),
    preferredRole,
  };
}

function readVersionOne(response: Members): TokenOverrides {
  const path = "response.claimsOverrideDetails";
  const details = readObject(response.claimsOverrideDetails, path);
  if (details === null) return NO_OVERRIDES;
  return {
    ...NO_OVERRIDES,
    idToken: readChanges(details, path, "V1_0"),
    groups: readGroups(details, path),
  };
}

function readVersionTwo(response: Members): TokenOverrides {
  const path = "response.claimsAndScopeOverrideDetails";
  const details = readObject(response.claimsAndScopeOverrideDetails, path);
  if (details === null) return NO_OVERRIDES;
  const accessPath = `${path}.accessTokenGeneration`;
  const access = readObject(details.accessTokenGeneration, accessPath) ?? {};
  const scopesToAdd = readStrings(access.scopesToAdd, `${accessPath}.scopesToAdd`);
  // RFC 6749 §3.3: a scope is printable and has no space, quote or backslash in it.
  for (const [index, scope] of scopesToAdd.entries()) {
    if (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)) {
      throw new OddResponse(
        `${accessPath}.scopesToAdd[${index}]`,
        "a scope, without spaces, quotes and backslashes",
        scope,
      );
    }
  }
  return {
    idToken: readChanges(details.idTokenGeneration, `${path}.idTokenGeneration`, "V2_0"),
    accessToken: readChanges(access, accessPath, "V2_0"),
    scopesToAdd,
    scopesToSuppress: readStrings(access.scopesToSuppress, `${accessPath}.scopesToSuppress`),
    groups: readGroups(details, path),
  };
}

/** Reads a trigger's response; `null` where it is not of the form that the version documents. */
export function readTokenOverrides(
  version: TriggerVersion,
  response: Members,
  onOdd: OnOdd = () => {},
): TokenOverrides | null {
  return readOrTell(() => (version === "V1_0" ? readVersionOne(response) : readVersionTwo(response)), onOdd);
}

/** Claims that a trigger can't change. */
const PROTECTED = [
  "acr",
  "amr",
  "at_hash",
  "auth_time",
  "azp",
  "exp",
  "iat",
  "iss",
  "jti",
  "nbf",
  "nonce",
  "origin_jti",
  "sub",
  "token_use",
  "cognito:username",
];
const PROTECTED_IN_ID_TOKEN = new Set([...PROTECTED, "aud", "identities"]);
const PROTECTED_IN_ACCESS_TOKEN = new Set([
  ...PROTECTED,
  "client_id",
  "device_key",
  "event_id",
  "scope",
  "username",
  "version",
]);
/** Names Cognito keeps for itself: groups are changed by `groupOverrideDetails`. */
const RESERVED_PREFIX = /^(?:cognito|dev):/;

function change(
  claims: Claims,
  { add, suppress }: ClaimChanges,
  isProtected: (name: string) => boolean,
): Claims {
  const added = Object.entries(add).filter(([name]) => !isProtected(name) && !RESERVED_PREFIX.test(name));
  const suppressed = new Set(suppress.filter((name) => !isProtected(name)));
  // "If your function both suppresses and replaces a claim value, then Amazon Cognito suppresses the claim."
  return Object.fromEntries([...Object.entries(claims), ...added].filter(([name]) => !suppressed.has(name)));
}

export function overrideIdToken(claims: Claims, overrides: TokenOverrides): Claims {
  return change(claims, overrides.idToken, (name) => PROTECTED_IN_ID_TOKEN.has(name));
}

export function overrideAccessToken(claims: Claims, overrides: TokenOverrides): Claims {
  // An `aud` may be added to an access token, but only the client's own.
  const isProtected = (name: string) =>
    PROTECTED_IN_ACCESS_TOKEN.has(name) ||
    (name === "aud" && overrides.accessToken.add.aud !== claims.client_id);
  return change(claims, overrides.accessToken, isProtected);
}

/** Cognito's own scopes, which a trigger can't add. */
const RESERVED_SCOPE = /^aws\.cognito\./;

/** The scopes after the trigger. */
export function overrideScopes(
  scopes: readonly string[],
  { scopesToAdd, scopesToSuppress }: TokenOverrides,
): readonly string[] {
  const added = scopesToAdd.filter((scope) => !RESERVED_SCOPE.test(scope));
  return [...new Set([...scopes, ...added])].filter((scope) => !scopesToSuppress.includes(scope));
}

/** The subject with the groups and scopes that the trigger decided on. */
export function overrideSubject(subject: TokenSubject, overrides: TokenOverrides): TokenSubject {
  return {
    ...subject,
    groups: overrides.groups ?? subject.groups,
    scopes: overrideScopes(subject.scopes, overrides),
  };
}
