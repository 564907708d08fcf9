import {
  AdminEnableUserCommand,
  AdminRemoveUserFromGroupCommand,
  ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";
import { type Account, newStaff, poolIdOf } from "../support/worlds/staff.ts";

/** Its own stack: on the shared one there are always other administrators. */
const stack = closeAtEnd(await startLocalStack({ arguments: QUICK_ANSWERS }));
const api = new ApiClient(stack);

interface Member {
  readonly sub: string;
  readonly enabled: boolean;
}

async function adminsLeft(): Promise<readonly string[]> {
  const pool = { UserPoolId: await poolIdOf(api), GroupName: "admins" };
  const { Users = [] } = await cognitoClient(api.cloudUrl).send(new ListUsersInGroupCommand(pool));
  return Users.map(({ Username = "", Enabled }): Member => ({ sub: Username, enabled: Enabled === true }))
    .filter(({ enabled }) => enabled)
    .map(({ sub }) => sub);
}

/** What an operator does in the AWS console, which no route of the API sees. */
async function demoteAtTheConsole({ sub }: Account): Promise<void> {
  await cognitoClient(api.cloudUrl).send(
    new AdminRemoveUserFromGroupCommand({
      UserPoolId: await poolIdOf(api),
      Username: sub,
      GroupName: "admins",
    }),
  );
}

async function restore({ sub }: Account, { token }: Account): Promise<void> {
  await cognitoClient(api.cloudUrl).send(
    new AdminEnableUserCommand({ UserPoolId: await poolIdOf(api), Username: sub }),
  );
  expect((await api.put(`/v1/admin/users/${sub}/groups/admins`, {}, { token })).status).toBe(204);
}

test("no one can remove the last administrator in any way", async () => {
  const [last, former] = [await newStaff(api), await newStaff(api)];
  const invited = await api.post(
    "/v1/admin/users",
    { email: "newcomer@example.com", group: "admins" },
    { token: last.token },
  );
  expect(invited.status).toBe(201);
  await demoteAtTheConsole(former);

  // The demoted user's token has the scopes until it expires. An invited user who never signed in does not count.
  const by = { token: former.token };
  const user = `/v1/admin/users/${last.sub}`;
  const attempts = [
    await api.post(`${user}/disable`, {}, by),
    await api.delete(user, by),
    await api.delete(`${user}/groups/admins`, by),
    await api.delete("/v1/me", { token: last.token }),
  ];
  for (const { status, body } of attempts) expect([status, body.code]).toEqual([409, "last_admin"]);
  expect(await adminsLeft()).toContain(last.sub);
  expect((await api.get(user, { token: last.token })).status).toBe(200);

  // With a second one, the first can be removed.
  const next = await newStaff(api);
  expect((await api.delete("/v1/me", { token: last.token })).status).toBe(204);
  expect((await api.get("/v1/admin/groups", { token: next.token })).status).toBe(200);
  expect((await api.delete(`/v1/admin/users/${invited.body.sub}`, { token: next.token })).status).toBe(204);
  await newStaff(api);
  expect((await api.delete("/v1/me", { token: next.token })).status).toBe(204);
});

test("of two who remove each other at the same time, one is left", async () => {
  const ways = [
    (by: Account, whom: Account) =>
      api.delete(`/v1/admin/users/${whom.sub}/groups/admins`, { token: by.token }),
    (by: Account, whom: Account) => api.post(`/v1/admin/users/${whom.sub}/disable`, {}, { token: by.token }),
  ];
  for (const one of ways) {
    for (const other of ways) {
      const [ada, bob] = [await newStaff(api), await newStaff(api)];
      for (const sub of await adminsLeft()) {
        if (sub === ada.sub || sub === bob.sub) continue;
        const cleared = await api.delete(`/v1/admin/users/${sub}/groups/admins`, { token: ada.token });
        expect(cleared.status).toBe(204);
      }
      const answers = await Promise.all([one(ada, bob), other(bob, ada)]);
      const left = await adminsLeft();
      expect(left.length).toBeGreaterThan(0);
      const removed = answers.filter(({ status }) => status === 204).length;
      expect(left).toHaveLength(2 - removed);
      for (const { status, body } of answers.filter((answer) => answer.status !== 204)) {
        // Refused, or already signed out by the other one.
        expect([409, 401]).toContain(status);
        expect(["last_admin", "session_revoked"]).toContain(body.code);
      }
    }
  }
});

test("a user who became an administrator again counts again", async () => {
  const [ada, bob] = [await newStaff(api), await newStaff(api)];
  for (const sub of await adminsLeft()) {
    if (sub === ada.sub || sub === bob.sub) continue;
    await api.delete(`/v1/admin/users/${sub}/groups/admins`, { token: ada.token });
  }
  expect((await api.post(`/v1/admin/users/${bob.sub}/disable`, {}, { token: ada.token })).status).toBe(204);
  await restore(bob, ada);
  const tokens = await api.signIn(bob.person);
  const demoted = await api.delete(`/v1/admin/users/${ada.sub}/groups/admins`, { token: tokens.accessToken });
  expect(demoted.status).toBe(204);
  expect(await adminsLeft()).toEqual([bob.sub]);
});
