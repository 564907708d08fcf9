import { AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, expect, test } from "@jest/globals";
import { groupSizesOf } from "../../../functions/admin/census/census.ts";
import type { takeCensus } from "../../../functions/admin/census/take-census.ts";
import { markActive } from "../../../libs/activity/mark-active.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";
import { setEnvironment } from "../../support/worlds/environment.ts";
import { createUserPool, type UserPool } from "../../support/worlds/user-pool.ts";

const table = useActivityTable();
const USERS = 130;
const MINUTE = 60_000;
let pool: UserPool;
let take: typeof takeCensus;
let time = Date.UTC(2026, 0, 15);

beforeAll(async () => {
  pool = await createUserPool(["admins", "users"]);
  for (let index = 0; index < USERS; index += 1) {
    const groups = index % 65 === 0 ? ["admins", "users"] : ["users"];
    const sub = await pool.createUser({ groups, isInvited: index % 10 === 0 });
    if (index % 4 === 1) await markActive(table, sub, time);
  }
  await markActive(table, "00000000-0000-4000-8000-000000000000", time);
  setEnvironment({ POWERTOOLS_LOG_LEVEL: "SILENT", USER_POOL_ID: pool.id });
  ({ takeCensus: take } = await import("../../../functions/admin/census/take-census.ts"));
});

/** One page of the pool per request. */
const step = () => take(USERS, { now: () => time, workMs: 0 });

test("a count continues over several requests, and is reused for an hour", async () => {
  const first = await step();
  expect(first).toMatchObject({ isCounting: true, completedAt: undefined, census: { users: 60 } });
  // Two concurrent requests: one counts, the other returns the current state.
  await Promise.all([step(), step()]);
  let state = await step();
  for (let steps = 0; state.isCounting; steps += 1) {
    expect(steps).toBeLessThan(20);
    state = await step();
  }
  const { census } = state;
  expect(census).toMatchObject({
    users: USERS,
    disabled: 0,
    byStatus: { CONFIRMED: 117, FORCE_CHANGE_PASSWORD: 13 },
    sample: { users: USERS, groups: { users: USERS, admins: 2 } },
    // Users who were active and have been deleted since are skipped.
    mfa: { users: 33, withMfa: 0 },
  });
  expect(census && groupSizesOf(census)).toEqual([
    { group: "admins", members: 2, isEstimate: false },
    { group: "users", members: USERS, isEstimate: false },
  ]);

  const gone = await pool.createUser();
  await pool.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.id, Username: gone }));
  time += 59 * MINUTE;
  expect(await step()).toEqual(state);

  // While the next count is running, the last one is returned.
  time += MINUTE;
  expect(await step()).toEqual({ ...state, isCounting: true });
  const whole = await take(USERS, { now: () => time, workMs: 1 });
  expect(whole).toMatchObject({ isCounting: false, census: { users: USERS + 1, disabled: 1 } });
});

test("a count that was interrupted for too long starts again, because its page token has expired", async () => {
  time += 120 * MINUTE;
  const begun = await step();
  expect(begun.isCounting).toBe(true);
  time += 51 * MINUTE;
  await step();
  const whole = await take(USERS, { now: () => time, workMs: 1 });
  expect(whole).toMatchObject({ isCounting: false, census: { users: USERS + 1, startedAt: time } });
});
