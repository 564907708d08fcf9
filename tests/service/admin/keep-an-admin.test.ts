import {
  AdminDisableUserCommand,
  AdminRemoveUserFromGroupCommand,
  ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, expect, test } from "@jest/globals";
import { countAsAdmin, keepAnAdmin } from "../../../libs/admins/keep-an-admin.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";
import { createUserPool, type UserPool } from "../../support/worlds/user-pool.ts";

const table = useActivityTable();
let pool: UserPool;
let time = Date.UTC(2026, 0, 15);

beforeEach(async () => {
  pool = await createUserPool(["admins", "users"]);
});

const newAdmin = () => pool.createUser({ groups: ["admins"] });

const demote = (sub: string) => async () => {
  await pool.cognito.send(
    new AdminRemoveUserFromGroupCommand({ UserPoolId: pool.id, Username: sub, GroupName: "admins" }),
  );
};

const leave = (sub: string, how = demote(sub)) =>
  keepAnAdmin({ table, userPoolId: pool.id, now: () => time }, { sub, username: sub }, how);

async function admins(): Promise<string[]> {
  const { Users = [] } = await pool.cognito.send(
    new ListUsersInGroupCommand({ UserPoolId: pool.id, GroupName: "admins" }),
  );
  return Users.map(({ Username = "" }) => Username);
}

test("one of two may go, the last may not", async () => {
  const [ada, bob] = [await newAdmin(), await newAdmin()];
  await leave(ada);
  await expect(leave(bob)).rejects.toMatchObject({ code: "last_admin" });
  expect(await admins()).toEqual([bob]);
});

test("administrators who are disabled, or invited but never signed in, do not count", async () => {
  const [ada, bob] = [await newAdmin(), await newAdmin()];
  await pool.createUser({ groups: ["admins"], isInvited: true });
  await pool.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.id, Username: bob }));
  await expect(leave(ada)).rejects.toMatchObject({ code: "last_admin" });
  // Without the disabled one, just as many administrators count.
  await leave(bob);
  expect(await admins()).toHaveLength(2);
});

test("a user who is not an administrator can always leave", async () => {
  await newAdmin();
  const user = await pool.createUser({ groups: ["users"] });
  let isGone = false;
  await leave(user, async () => {
    isGone = true;
  });
  expect(isGone).toBe(true);
});

test("a refusal has no side effects: with another administrator the same request succeeds at once", async () => {
  const ada = await newAdmin();
  await expect(leave(ada)).rejects.toMatchObject({ code: "last_admin" });
  await newAdmin();
  await leave(ada);
  expect(await admins()).not.toContain(ada);
});

test("an administrator who is leaving does not count, and cannot leave twice at the same time", async () => {
  const [ada, bob] = [await newAdmin(), await newAdmin()];
  await leave(ada, async () => {
    await expect(leave(bob)).rejects.toMatchObject({ code: "last_admin" });
    await expect(leave(ada)).rejects.toMatchObject({ code: "service_unavailable" });
  });
});

test("the claim of an interrupted request expires after half a minute", async () => {
  const [ada, bob] = [await newAdmin(), await newAdmin()];
  await expect(leave(ada, () => Promise.reject(new Error("broken off")))).rejects.toThrow("broken off");
  await expect(leave(bob)).rejects.toMatchObject({ code: "last_admin" });
  time += 30_000;
  await leave(bob);
  expect(await admins()).toEqual([ada]);
});

test("an administrator who has just left does not count, even if the pool still lists them, unless they return", async () => {
  const [ada, bob] = [await newAdmin(), await newAdmin()];
  await leave(ada, async () => {}); // the list lags behind
  await expect(leave(bob)).rejects.toMatchObject({ code: "last_admin" });
  await countAsAdmin({ table }, ada);
  await leave(bob);
  expect(await admins()).toEqual([ada]);
});

test("of several administrators who leave concurrently at least one remains, in every round", async () => {
  for (let round = 0; round < 10; round += 1) {
    pool = await createUserPool(["admins"]);
    const allAdmins = [await newAdmin(), await newAdmin(), await newAdmin()];
    const outcomes = await Promise.allSettled(allAdmins.map((sub) => leave(sub)));
    const gone = outcomes.filter(({ status }) => status === "fulfilled").length;
    const left = await admins();
    expect(left.length).toBeGreaterThan(0);
    expect(left).toHaveLength(allAdmins.length - gone);
  }
});
