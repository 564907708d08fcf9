import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminListGroupsForUserCommand,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  DeleteGroupCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  type GroupType,
  ListGroupsCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { startCognitoApp } from "../../support/worlds/cognito-app.ts";
import { createPool } from "../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../support/worlds/cognito-server.ts";

/** A list continues at the same place, even if the last item of the page was deleted meanwhile. */
test("clients", async () => {
  const { server, poolId: UserPoolId } = await startCognitoApp();
  for (const ClientName of ["second", "third"]) {
    await server.admin.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName }));
  }
  const page = (NextToken?: string) =>
    server.admin.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 2, NextToken }));
  const first = await page();
  const ClientId = first.UserPoolClients?.at(-1)?.ClientId;
  await server.admin.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
  expect((await page(first.NextToken)).UserPoolClients).toMatchObject([{ ClientName: "third" }]);
});

test("pools", async () => {
  await using server = await startCognitoServer();
  for (let count = 0; count < 3; count += 1) await createPool(server);
  const page = (NextToken?: string) =>
    server.admin.send(new ListUserPoolsCommand({ MaxResults: 2, NextToken }));
  const first = await page();
  await server.admin.send(new DeleteUserPoolCommand({ UserPoolId: first.UserPools?.at(-1)?.Id }));
  const second = await page(first.NextToken);
  expect(second.UserPools).toHaveLength(1);
  expect(first.UserPools).not.toContainEqual(second.UserPools?.[0]);
});

/** 60 is both the maximum and the default page size of Cognito's lists. */
test.each([
  [undefined, 60],
  [0, 60],
  [60, 60],
  [59, 59],
  [1, 1],
])("a page of %s groups has %i, and a token if there are more", async (Limit, size) => {
  const { server, poolId: UserPoolId } = await startCognitoApp();
  const names = Array.from({ length: size + 1 }, (_, index) => `group-${String(index).padStart(2, "0")}`);
  const make = (GroupName: string) => server.admin.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  for (const name of names.slice(0, size)) await make(name);
  const list = (NextToken?: string) =>
    server.admin.send(new ListGroupsCommand({ UserPoolId, Limit, ...(NextToken && { NextToken }) }));
  const namesOf = ({ Groups = [] }: { readonly Groups?: GroupType[] | undefined }) =>
    Groups.map(({ GroupName }) => GroupName);
  const whole = await list();
  expect(namesOf(whole)).toEqual(names.slice(0, size));
  expect(whole.NextToken).toBeUndefined();
  await make(names.at(-1) ?? "");
  const first = await list();
  expect(namesOf(first)).toEqual(names.slice(0, size));
  const second = await list(first.NextToken);
  expect(namesOf(second)).toEqual(names.slice(size));
  expect(second.NextToken).toBeUndefined();
});

test("a user's groups, by precedence and by name", async () => {
  const { server, poolId: UserPoolId } = await startCognitoApp();
  const user = { UserPoolId, Username: "ada@example.com" };
  await server.admin.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
  const groups = [
    ["last", undefined],
    ["later", undefined],
    ["b", 1],
    ["a", 1],
    ["first", 0],
  ] as const;
  for (const [GroupName, Precedence] of groups) {
    await server.admin.send(new CreateGroupCommand({ UserPoolId, GroupName, Precedence }));
    await server.admin.send(new AdminAddUserToGroupCommand({ ...user, GroupName }));
  }
  const seen: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await server.admin.send(new AdminListGroupsForUserCommand({ ...user, Limit: 1, NextToken }));
    const GroupName = page.Groups?.[0]?.GroupName ?? "";
    seen.push(GroupName);
    await server.admin.send(new DeleteGroupCommand({ UserPoolId, GroupName }));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(seen).toEqual(["first", "a", "b", "last", "later"]);
});
