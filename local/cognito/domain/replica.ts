/**
 * Replicas of a user pool in other Regions
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html): their states, and what a secondary does.
 */

export type ReplicaStatus = "CREATING" | "INACTIVE" | "ACTIVE" | "DELETING";

/** A replica as it was written: the first and the last status pass with time. */
interface Written {
  readonly status: ReplicaStatus;
  /** When it got that status, in milliseconds since the Unix epoch. */
  readonly since: number;
}

/** How long a replica is created or deleted, in milliseconds. */
const TRANSITION_MS = 5_000;

/** The status now; `null` for one that is deleted. */
export function statusAt({ status, since }: Written, now: number): ReplicaStatus | null {
  const isOver = now >= since + TRANSITION_MS;
  if (status === "CREATING") return isOver ? "INACTIVE" : status;
  return status === "DELETING" && isOver ? null : status;
}

/** Settings that each replica has of its own; the others are the primary's. */
export const REGIONAL_SETTINGS = [
  "EmailConfiguration",
  "SmsConfiguration",
  "LambdaConfig",
  "UserPoolTags",
] as const;

/** Operations that only read. A code for an attribute is sent, not read. */
const READS = /^(?:Admin)?(?:Describe|Get|List)(?!UserAttributeVerificationCode|TokensFrom|ClientToken)/;

/** "Administrator operations that set configurations specific to the replica." */
const REGIONAL: ReadonlySet<string> = new Set([
  "UpdateUserPool",
  "UpdateUserPoolReplica",
  "TagResource",
  "UntagResource",
  "SetLogDeliveryConfiguration",
]);

/** "End-user operations that do not create or change attributes of a user", and those that do the same for a server. */
const FOR_USERS: ReadonlySet<string> = new Set([
  "InitiateAuth",
  "RespondToAuthChallenge",
  "AdminInitiateAuth",
  "AdminRespondToAuthChallenge",
  "GetTokensFromRefreshToken",
  "GetClientToken",
  "RevokeToken",
  "GlobalSignOut",
]);

/** Challenges whose response changes the user, and TOTP, which a secondary does not support. */
const ONLY_IN_PRIMARY: ReadonlySet<unknown> = new Set([
  "NEW_PASSWORD_REQUIRED",
  "MFA_SETUP",
  "SOFTWARE_TOKEN_MFA",
]);

/** Whether a secondary replica accepts the request. An inactive one accepts those of administrators only. */
export function isEnabledOnSecondary(
  operation: string,
  input: { readonly ChallengeName?: unknown; readonly AccessToken?: unknown },
  status: "INACTIVE" | "ACTIVE",
): boolean {
  const isForUsers = FOR_USERS.has(operation) || input.AccessToken !== undefined;
  if (isForUsers && status !== "ACTIVE") return false;
  if (FOR_USERS.has(operation)) return !ONLY_IN_PRIMARY.has(input.ChallengeName);
  return REGIONAL.has(operation) || READS.test(operation);
}
