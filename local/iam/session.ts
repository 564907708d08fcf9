/** The caller: a session of a role (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html). */
import type { KeyValues } from "./policy-text.ts";

/** An identity of an identity pool, as policies see it. */
export interface WebIdentity {
  /** The identity pool's id. */
  readonly aud: string;
  /** The identity's id. */
  readonly sub: string;
  /** `authenticated` and the providers, or `unauthenticated`. */
  readonly amr: readonly string[];
}

export interface Session {
  readonly roleArn: string;
  readonly name: string;
  /** Session tags: `aws:PrincipalTag/…`. */
  readonly tags: Readonly<Record<string, string>>;
  /** `null` for a function's. */
  readonly webIdentity: WebIdentity | null;
  /** The document of its session policy, if it has one. */
  readonly policy?: unknown;
}

/** The provider whose identities may assume roles. */
export const IDENTITY_PROVIDER = "cognito-identity.amazonaws.com";

const accountOf = (roleArn: string): string => roleArn.split(":")[4] ?? "";
const roleNameOf = (roleArn: string): string => roleArn.split("/").at(-1) ?? "";

/** `arn:aws:sts::000000000000:assumed-role/reader/CognitoIdentityCredentials` */
export const sessionArn = ({ roleArn, name }: Pick<Session, "roleArn" | "name">): string =>
  `arn:aws:sts::${accountOf(roleArn)}:assumed-role/${roleNameOf(roleArn)}/${name}`;

/** A role's unique id; with the session's name, the session's id. */
export const roleIdOf = (roleArn: string): string => `AROALOCAL${roleNameOf(roleArn)}`;

/** The keys of the identity provider of a session; a function's session has none. */
export const webIdentityKeys = (
  identity: WebIdentity | null,
): Readonly<Record<string, readonly string[]>> => ({
  [`${IDENTITY_PROVIDER}:aud`]: identity === null ? [] : [identity.aud],
  [`${IDENTITY_PROVIDER}:sub`]: identity === null ? [] : [identity.sub],
  [`${IDENTITY_PROVIDER}:amr`]: identity?.amr ?? [],
  "aws:FederatedProvider": identity === null ? [] : [IDENTITY_PROVIDER],
});

/** The values of keys by their names, which ignore case. */
export function keyValues(
  keys: Readonly<Record<string, readonly string[]>>,
  tags: Readonly<Record<`${string}/`, Readonly<Record<string, string>>>> = {},
): KeyValues {
  const known = new Map(Object.entries(keys).map(([key, values]) => [key.toLowerCase(), values]));
  for (const [prefix, values] of Object.entries(tags)) {
    for (const [tag, value] of Object.entries(values)) known.set(`${prefix}${tag}`.toLowerCase(), [value]);
  }
  const prefixes = Object.keys(tags).map((prefix) => prefix.toLowerCase());
  return (key) => {
    const name = key.toLowerCase();
    return known.get(name) ?? (prefixes.some((prefix) => name.startsWith(prefix)) ? [] : undefined);
  };
}

/** The condition keys of a request: its own, and those of its caller. */
export function requestKeys(
  session: Session,
  context: Readonly<Record<string, readonly string[]>>,
): KeyValues {
  return keyValues(
    {
      ...context,
      ...webIdentityKeys(session.webIdentity),
      "aws:PrincipalAccount": [accountOf(session.roleArn)],
      "aws:PrincipalArn": [session.roleArn],
      "aws:PrincipalType": ["AssumedRole"],
      "aws:userid": [`${roleIdOf(session.roleArn)}:${session.name}`],
      "aws:username": [],
    },
    { "aws:PrincipalTag/": session.tags },
  );
}
