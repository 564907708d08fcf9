import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminGetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const userNotFound = { name: "UserNotFoundException", message: "User does not exist." };

const server = closeAtEnd(await startCognitoServer());
const poolId = await createPool(server, { AliasAttributes: ["email", "preferred_username"] });

const create = (input: Omit<AdminCreateUserCommandInput, "UserPoolId">) =>
  server.admin.send(new AdminCreateUserCommand({ UserPoolId: poolId, MessageAction: "SUPPRESS", ...input }));

const get = (Username: string) =>
  server.admin.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));

const withAlias = (Username: string, email: string, extra: Partial<AdminCreateUserCommandInput> = {}) =>
  create({
    Username,
    UserAttributes: [
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
    ],
    ...extra,
  });

test("a verified e-mail address identifies the user, an unverified one does not", async () => {
  await withAlias("ada", "ada@example.com");
  expect((await get("ADA@example.com")).Username).toBe("ada");
  await create({
    Username: "bob",
    UserAttributes: [{ Name: "email", Value: "bob@example.com" }],
  });
  await expect(get("bob@example.com")).rejects.toMatchObject(userNotFound);
});

test("an alias belongs to one user, and moves only with ForceAliasCreation", async () => {
  await withAlias("one", "shared@example.com");
  await expect(withAlias("two", "shared@example.com")).rejects.toMatchObject({
    name: "UsernameExistsException",
    message: "An account with the given email already exists.",
  });
  await expect(get("two")).rejects.toMatchObject(userNotFound);

  await withAlias("three", "shared@example.com", { ForceAliasCreation: true });
  expect((await get("shared@example.com")).Username).toBe("three");
  expect((await get("one")).UserAttributes).toContainEqual({
    Name: "email_verified",
    Value: "false",
  });
});

test("a username must not look like an alias", async () => {
  await expect(withAlias("eve@example.com", "eve@example.com")).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "Username cannot be of email format, since user pool is configured for email alias.",
  });
});

test("a preferred username can be used from the start", async () => {
  await create({
    Username: "grace",
    UserAttributes: [{ Name: "preferred_username", Value: "admiral" }],
  });
  expect((await get("admiral")).Username).toBe("grace");
});
