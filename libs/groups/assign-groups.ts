import type { AdminAddUserToGroupCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { groupsKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { recordEvent } from "../activity/record-event.ts";
import { callJsonService } from "../aws/call-json-service.ts";
import { TRIGGER_PATIENCE } from "../aws/signed-request.ts";
import { Fault } from "../observability/describe-cause.ts";
import { type ChosenGroup, chooseGroups } from "./choose-groups.ts";
import type { GroupRules } from "./group-rules.ts";

export interface NewMember {
  readonly userPoolId: string;
  readonly username: string;
  readonly sub: string;
  readonly verifiedEmail: string | undefined;
  /** Whether the account is known to belong to the address: see `vouched.ts`. Asked only where there are groups to give. */
  readonly isVouched: () => Promise<boolean>;
}

/**
 * A mark so young, in milliseconds, may be that of a first delivery whose answer came too late: what it gave is still new.
 */
const JUST_NOW_MS = 60_000;

/** How long a group that was given is not written into the audit trail again, in seconds. */
const ONCE_WITHIN = 86_400;

/** @returns whether there is such a group */
async function addToGroup({ userPoolId, username }: NewMember, group: string): Promise<boolean> {
  const input: AdminAddUserToGroupCommandInput = {
    UserPoolId: userPoolId,
    Username: username,
    GroupName: group,
  };
  try {
    await callJsonService({
      service: "cognito-idp",
      operation: "AdminAddUserToGroup",
      input,
      patience: TRIGGER_PATIENCE,
    });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return false;
    throw error;
  }
}

/**
 * The default comes last: an account in any group is not looked at again, so none may be missing once it is in one.
 *
 * @returns the groups there are
 * @throws Error where none of the groups exists: an account without any must not go unnoticed
 */
async function addToGroups(
  member: NewMember,
  chosen: readonly ChosenGroup[],
): Promise<readonly ChosenGroup[]> {
  const addAll = async (some: readonly ChosenGroup[]) => {
    const found = await Promise.all(some.map(({ group }) => addToGroup(member, group)));
    return some.filter((_, index) => found[index]);
  };
  const special = await addAll(chosen.filter(({ rule }) => rule !== "default"));
  const given = [...special, ...(await addAll(chosen.filter(({ rule }) => rule === "default")))];
  if (given.length === 0) throw new Fault("none of the groups exists");
  return given;
}

/**
 * Gives an account its groups, once in its life: a mark says that it was done, so that an administrator who takes groups
 * away has the last word. The mark is written last: whatever fails before it is done again with the next token, and to add
 * twice is to add once.
 *
 * @returns the groups that were given now or a moment ago; none where they were given before
 * @throws AwsError or a network error; Error where none of the groups exists
 */
export async function assignGroups(
  table: ActivityTable,
  rules: GroupRules,
  member: NewMember,
  now: number,
): Promise<readonly string[]> {
  const { sub } = member;
  const mark = await table.get(groupsKey(sub));
  if (mark !== undefined) return now - Number(mark.at) < JUST_NOW_MS ? (mark.groups as string[]) : [];
  const given = await addToGroups(member, await chooseGroups(table, rules, member, now));
  const groups = given.map(({ group }) => group);
  await table.putNew({ ...groupsKey(sub), groups, at: now });
  await Promise.all(
    given.map((detail) =>
      recordEvent(
        table,
        { type: "group_added", sub, detail: { ...detail } },
        { now, onceWithin: ONCE_WITHIN },
      ),
    ),
  );
  return groups;
}

/**
 * Says that an administrator has decided on an account's groups. From now on no rule gives it any, even if it is left
 * with none: for whoever changes groups by hand, before the change.
 */
export async function keepGroupsAsTheyAre(table: ActivityTable, sub: string, now: number): Promise<void> {
  await table.putNew({ ...groupsKey(sub), groups: [], at: now });
}
