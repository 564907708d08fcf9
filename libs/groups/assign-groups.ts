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
  /** Whether the account is known to belong to the address: see `vouched.ts`. Called only if there are groups to give. */
  readonly isVouched: () => Promise<boolean>;
}

/** A younger mark may be that of a first delivery whose answer came too late: its groups are still new. In milliseconds. */
const JUST_NOW_MS = 60_000;

/** For so many seconds the same group is not recorded again. */
const ONCE_WITHIN = 86_400;

/** @returns whether the group exists */
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
 * The default comes last: an account in any group is not looked at again, so it must be in all the others first.
 *
 * @returns the groups that exist
 * @throws Error if none of the groups exists: an account without any must not go unnoticed
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
 * Gives an account its groups, once in its life: a mark records it, so that an administrator who removes groups has the last
 * word. The mark is written last: after a failure everything is repeated with the next token, and adding a group twice does no
 * harm.
 *
 * @returns the groups that were given now or a moment ago; empty if they were given before
 * @throws AwsError or a network error; Error if none of the groups exists
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
 * Records that an administrator has decided on an account's groups. From now on no rule adds any, even if the account has none.
 * Call it before the change.
 */
export async function keepGroupsAsTheyAre(table: ActivityTable, sub: string, now: number): Promise<void> {
  await table.putNew({ ...groupsKey(sub), groups: [], at: now });
}
