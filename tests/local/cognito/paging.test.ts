import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminListGroupsForUserCommand,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  DeleteGroupCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { startCognitoApp } from "../../support/cognito-app.ts";
import { createPool } from "../../support/cognito-pool.ts";
import { startCognitoServer } from "../../support/cognito-server.ts";

/** A list goes on where it was, although what stood at the end of the page was deleted meanwhile. */
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
