import type { PreTokenGenerationV2TriggerEvent, PreTokenGenerationV3TriggerEvent } from "aws-lambda";
import { activityTable } from "../libs/activity/activity-table.ts";
import { markActiveByName } from "../libs/activity/mark-active.ts";
import { noteSignIn } from "../libs/activity/note-sign-in.ts";
import { recordEvent } from "../libs/activity/record-event.ts";
import { methodCounter } from "../libs/activity/sign-in-counters.ts";
import { ADMIN_MFA_VALUES } from "../libs/auth/authentication-level.ts";
import { COGNITO_SCOPE, MACHINE_SCOPES, SCOPES, scopesOfGroups } from "../libs/auth/permissions.ts";
import { isRegisteredClient } from "../libs/auth/registered-client.ts";
import { scopesBySecondFactor } from "../libs/auth/second-factor.ts";
import { SIGN_IN_CLAIM } from "../libs/auth/sign-in-method.ts";
import { TRIGGER_PATIENCE } from "../libs/aws/signed-request.ts";
import { oneOf, onOff, readEnvironment, text } from "../libs/env.ts";
import { spelledProviderOf } from "../libs/federation/external-identity.ts";
import { attestedEmail, providerTrustOf, TRUST_VARIABLES } from "../libs/federation/provider-trust.ts";
import { assignGroups } from "../libs/groups/assign-groups.ts";
import { fitGroups, LEFT_OUT_CLAIM } from "../libs/groups/fit-groups.ts";
import { GROUP_VARIABLES, groupRulesOf } from "../libs/groups/group-rules.ts";
import { loadMembership, type Membership } from "../libs/groups/load-membership.ts";
import { isMarkedVouched } from "../libs/groups/vouched.ts";
import { claimMigration } from "../libs/migration/migration-mark.ts";
import { countMetric } from "../libs/observability/metrics.ts";
import { logTrigger } from "../libs/observability/trigger-log.ts";
import {
  loadActiveOrganization,
  ORGANIZATION_CLAIM,
  ORGANIZATION_METADATA,
  ORGANIZATION_ROLE_CLAIM,
} from "../libs/organizations/active-organization.ts";
import { reportTriggerError, triggerHandler } from "../libs/triggers/trigger-handler.ts";
import { readTriggerUser, type TriggerUser } from "../libs/triggers/trigger-user.ts";
import { withoutUndefined } from "../libs/without-undefined.ts";

const environment = readEnvironment({
  ACTIVITY_TABLE_NAME: text,
  /** Whether administrators need a second factor. */
  ADMIN_MFA: oneOf(ADMIN_MFA_VALUES),
  /** Whether there may be clients that registered themselves. */
  DYNAMIC_REGISTRATION: onOff,
  ORGANIZATIONS: onOff,
  ...GROUP_VARIABLES,
  ...TRUST_VARIABLES,
});
const table = activityTable(environment.ACTIVITY_TABLE_NAME, TRIGGER_PATIENCE);
const rules = groupRulesOf(environment);
const trust = providerTrustOf(environment);

/** What Cognito tells again within a day is the same first token. */
const SIGNED_UP_ONCE_WITHIN = 86_400;

/** Two apps may get tokens at once, and one app again soon; what comes twice within so many seconds is one event told twice. */
const HOSTED_ONCE_WITHIN = 5;

/** A machine that asks for a token with every call must not fill the trail, in seconds. */
const MACHINE_ONCE_WITHIN = 60;

/** Version 3 of the event, whose type names only what came with it: for users it is as version 2. */
type UserEvent = PreTokenGenerationV2TriggerEvent;
type MachineEvent = PreTokenGenerationV3TriggerEvent;

/** Cognito puts users of an identity provider into a group of its own making, `us-east-1_Ab12_Google`, which decides nothing. */
const isOurs = (group: string, userPoolId: string) => !group.startsWith(`${userPoolId}_`);

/**
 * Whether more than the default group may be given: to an account that this API confirmed or an administrator made (both are
 * marked), that came from an identity provider (for whose users an address counts only if the provider is trusted with its
 * domain), or that the former system knew with a verified address. A temporary password comes from an administrator too,
 * whatever tool made the account.
 *
 * @throws AwsError or a network error
 */
async function isVouched(event: UserEvent, sub: string): Promise<boolean> {
  const { verifiedEmail, isFederated } = readTriggerUser(event);
  if (isFederated) return true;
  const [isMarked, isMigrated] = await Promise.all([
    isMarkedVouched(table, sub),
    claimMigration(table, { sub, verifiedEmail }, Date.now()),
  ]);
  return isMarked || isMigrated || event.triggerSource === "TokenGeneration_NewPasswordChallenge";
}

/**
 * The groups of an account that has none: it may be new and never have been confirmed, as those are that an administrator
 * made, that came from an identity provider or from the former system.
 *
 * @returns undefined where it gets none, or that could not be found out: a token without scopes, and the next one tries again
 */
async function firstMembership(event: UserEvent): Promise<Membership | undefined> {
  const { userPoolId } = event;
  const user = readTriggerUser(event);
  const { sub, username, isFederated } = user;
  if (sub === undefined) return undefined;
  try {
    const verifiedEmail = attestedEmail(user, trust);
    const member = { userPoolId, username, sub, verifiedEmail, isVouched: () => isVouched(event, sub) };
    const groups = await assignGroups(table, rules, member, Date.now());
    if (groups.length === 0) return undefined;
    const [membership] = await Promise.all([
      loadMembership(userPoolId, username),
      // No code was mailed to it, by which others are counted.
      isFederated && recordEvent(table, { type: "sign_up", sub }, { onceWithin: SIGNED_UP_ONCE_WITHIN }),
    ]);
    return membership;
  } catch (error) {
    reportTriggerError("groups not assigned", event, error);
    return undefined;
  }
}

/** The scopes of an access token by the user's groups. */
async function scopesFor(event: UserEvent, groups: readonly string[]) {
  const scopes = scopesOfGroups(groups);
  if (environment.ADMIN_MFA === "off") return scopes;
  const { userPoolId, userName: username } = event;
  return scopesBySecondFactor(scopes, { userPoolId, username }, (error) =>
    reportTriggerError("second factor not looked up", event, error),
  );
}

/**
 * Whether the token is for a client that registered itself. Its users did not choose it from ours, so its tokens have no scope of
 * this API, whatever their groups are (docs/adr/0057).
 */
async function isForRegisteredClient(event: UserEvent): Promise<boolean> {
  const { clientId } = event.callerContext ?? {};
  if (!environment.DYNAMIC_REGISTRATION || !clientId) return false;
  return isRegisteredClient({ userPoolId: event.userPoolId, clientId }, (error) =>
    reportTriggerError("type of client not looked up", event, error),
  );
}

/** The provider of a federated user. */
const providerOfUser = ({ isFederated, username }: TriggerUser) =>
  isFederated ? spelledProviderOf(username) : undefined;

const isHosted = ({ triggerSource }: UserEvent) => triggerSource === "TokenGeneration_HostedAuth";

/**
 * What the access token says of a sign-in on the hosted pages, which no later event tells. It is in the first token only:
 * the list of sessions keeps it from there.
 */
const methodClaim = (event: UserEvent) =>
  isHosted(event) ? { [SIGN_IN_CLAIM]: providerOfUser(readTriggerUser(event)) ?? "hosted" } : {};

/** Claims to add, or nothing where there are none. */
const added = (claims: Readonly<Record<string, string>>) =>
  Object.keys(claims).length === 0 ? {} : { claimsToAddOrOverride: { ...claims } };

/** A user may be in a hundred groups with long names, and the gateway refuses a token with all of them. */
function fitMembership(event: UserEvent, first: Membership | undefined) {
  const { groupsToOverride = [], ...roles } = first ?? event.request?.groupConfiguration ?? {};
  const { kept, leftOut } = fitGroups(groupsToOverride);
  if (leftOut === 0) return { leftOutClaim: {}, membership: first };
  logTrigger("INFO", "groups left out of the token", event, {
    kept: `${kept.length}`,
    leftOut: `${leftOut}`,
  });
  return {
    leftOutClaim: { [LEFT_OUT_CLAIM]: `${leftOut}` },
    membership: { ...roles, groupsToOverride: kept },
  };
}

/**
 * The organization of the token: the client's wish, by its metadata, or the user's choice. What a client wishes counts only with
 * a membership. If that can't be read, the token has no organization rather than a wrong one.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
 */
async function organizationClaims(event: UserEvent): Promise<Readonly<Record<string, string>>> {
  const { sub } = readTriggerUser(event);
  if (!environment.ORGANIZATIONS || sub === undefined) return {};
  try {
    const asked = event.request?.clientMetadata?.[ORGANIZATION_METADATA];
    const organization = await loadActiveOrganization(table, sub, asked);
    if (organization === undefined) return {};
    return { [ORGANIZATION_CLAIM]: organization.id, [ORGANIZATION_ROLE_CLAIM]: organization.role };
  } catch (error) {
    countMetric("organization_not_read");
    reportTriggerError("organization not read", event, error);
    return {};
  }
}

async function recordHostedSignIn(event: UserEvent): Promise<void> {
  const user = readTriggerUser(event);
  const provider = providerOfUser(user);
  const { clientId } = event.callerContext ?? {};
  const { sub } = user;
  if (sub === undefined) return;
  const client = clientId ? { clientId } : {};
  const now = Date.now();
  const written = await Promise.allSettled([
    recordEvent(
      table,
      {
        type: "hosted_sign_in",
        sub,
        ...client,
        ...withoutUndefined({ detail: provider ? { provider } : undefined }),
      },
      {
        now,
        onceWithin: HOSTED_ONCE_WITHIN,
        alsoCount: methodCounter(provider === undefined ? "hosted" : "provider"),
      },
    ),
    // Post-authentication, which does this for all others, does not run at the first sign-in by a provider.
    ...(user.isFederated
      ? [noteSignIn(table, { sub, ...client }, now), markActiveByName(table, { ...user, sub }, now)]
      : []),
  ]);
  for (const result of written) {
    if (result.status === "rejected") reportTriggerError("sign-in not written", event, result.reason);
  }
}

/**
 * For a client that registered itself: no scope of this API or of Cognito. It also learns neither groups nor organization, by which
 * services of the deployment's own may decide (docs/adr/0057).
 */
const FOR_REGISTERED_CLIENT: UserEvent["response"] = {
  claimsAndScopeOverrideDetails: {
    accessTokenGeneration: { scopesToSuppress: [...SCOPES, COGNITO_SCOPE] },
    groupOverrideDetails: { groupsToOverride: [], iamRolesToOverride: [] },
  },
};

/** For a client of ours: the scopes of the user's groups, and the organization. */
async function forOwnClient(event: UserEvent, first: Membership | undefined): Promise<UserEvent["response"]> {
  const groups = event.request?.groupConfiguration?.groupsToOverride ?? [];
  const [granted, organization] = await Promise.all([
    scopesFor(event, first?.groupsToOverride ?? groups),
    organizationClaims(event),
  ]);
  const { leftOutClaim, membership } = fitMembership(event, first);
  const inBoth = { ...leftOutClaim, ...organization };
  return {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        scopesToAdd: [...granted],
        ...added({ ...methodClaim(event), ...inBoth }),
      },
      ...withoutUndefined({ groupOverrideDetails: membership }),
      ...(Object.keys(inBoth).length === 0 ? {} : { idTokenGeneration: added(inBoth) }),
    },
  };
}

async function answerUser(event: UserEvent): Promise<void> {
  const groups = event.request?.groupConfiguration?.groupsToOverride ?? [];
  const isMember = groups.some((group) => isOurs(group, event.userPoolId));
  const first = isMember ? undefined : await firstMembership(event);
  const isRegistered = await isForRegisteredClient(event);
  event.response = isRegistered ? FOR_REGISTERED_CLIENT : await forOwnClient(event, first);
  // Last: should the table be slow, the answer is there all the same.
  if (isHosted(event)) await recordHostedSignIn(event);
}

/**
 * A machine gets the scopes that it asked for and its client has. Those that are for users are taken away, whatever the client
 * was set up with: this is the one place that every machine's token passes.
 */
async function answerMachine(event: MachineEvent): Promise<void> {
  // First: should the table be slow, the answer is there all the same.
  event.response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: { scopesToSuppress: SCOPES.filter((scope) => !MACHINE_SCOPES.includes(scope)) },
    },
  };
  const { clientId } = event.callerContext ?? {};
  if (!clientId) return;
  await recordEvent(
    table,
    { type: "machine_token_issued", sub: clientId, clientId },
    { onceWithin: MACHINE_ONCE_WITHIN },
  );
}

/**
 * Turns the user's groups into scopes of the access token, so that the gateway itself can enforce them; and gives a new
 * account its groups, in time for its first token. Event version 3, which comes for machines, too. A user's groups cost no call;
 * if administrators need a second factor, theirs costs one.
 *
 * A client can't ask for fewer: no app client of users has a scope of the API to ask for, so every token of a user has all
 * that the groups give, from the hosted pages as from the API.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export const handler = triggerHandler<UserEvent | MachineEvent>({
  onFailure: "go on",
  run: (event) =>
    event.triggerSource === "TokenGeneration_ClientCredentials" ? answerMachine(event) : answerUser(event),
});
