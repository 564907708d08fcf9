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

test("who is disabled, or was invited and never came, is nobody to count on", async () => {
  const [ada, bob] = [await newAdmin(), await newAdmin()];
  await pool.createUser({ groups: ["admins"], isInvited: true });
  await pool.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.id, Username: bob }));
  await expect(leave(ada)).rejects.toMatchObject({ code: "last_admin" });
  // The disabled one leaves nobody behind who was counted.
  await leave(bob);
  expect(await admins()).toHaveLength(2);
});

test("whoever is no administrator goes whenever they want", async () => {
  await newAdmin();
  const user = await pool.createUser({ groups: ["users"] });
  let isGone = false;
  await leave(user, async () => {
    isGone = true;
  });
  expect(isGone).toBe(true);
});

test("a refusal leaves no trace: with another administrator it is done at once", async () => {
  const ada = await newAdmin();
  await expect(leave(ada)).rejects.toMatchObject({ code: "last_admin" });
  await newAdmin();
  await leave(ada);
  expect(await admins()).not.toContain(ada);
});

test("somebody who is about to go is not counted on, and does not go twice at a time", async () => {
  const [ada, bob] = [await newAdmin(), await newAdmin()];
  await leave(ada, async () => {
    await expect(leave(bob)).rejects.toMatchObject({ code: "last_admin" });
    await expect(leave(ada)).rejects.toMatchObject({ code: "service_unavailable" });
  });
});

test("a request that broke off has lost its claim after half a minute", async () => {
  const [ada, bob] = [await newAdmin(), await newAdmin()];
  await expect(leave(ada, () => Promise.reject(new Error("broken off")))).rejects.toThrow("broken off");
  await expect(leave(bob)).rejects.toMatchObject({ code: "last_admin" });
  time += 30_000;
  await leave(bob);
  expect(await admins()).toEqual([ada]);
});

test("who has just left is not counted on although the pool's list still shows them, unless they came back", async () => {
  const [ada, bob] = [await newAdmin(), await newAdmin()];
  await leave(ada, async () => {}); // the list lags behind
  await expect(leave(bob)).rejects.toMatchObject({ code: "last_admin" });
  await countAsAdmin({ table }, ada);
  await leave(bob);
  expect(await admins()).toEqual([ada]);
});

test("of many who take each other away at the same time at least one is left, round after round", async () => {
  for (let round = 0; round < 10; round += 1) {
    pool = await createUserPool(["admins"]);
    const everybody = [await newAdmin(), await newAdmin(), await newAdmin()];
    const outcomes = await Promise.allSettled(everybody.map((sub) => leave(sub)));
    const gone = outcomes.filter(({ status }) => status === "fulfilled").length;
    const left = await admins();
    expect(left.length).toBeGreaterThan(0);
    expect(left).toHaveLength(everybody.length - gone);
  }
});
