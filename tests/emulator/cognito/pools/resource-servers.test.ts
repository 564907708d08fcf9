import {
  CreateResourceServerCommand,
  DeleteResourceServerCommand,
  DescribeResourceServerCommand,
  UpdateResourceServerCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());
const UserPoolId = await createPool(server);

const Scopes = [{ ScopeName: "profile", ScopeDescription: "One's own profile" }];

test("a resource server is created, changed and deleted", async () => {
  const key = { UserPoolId, Identifier: "api" };
  const made = await server.admin.send(new CreateResourceServerCommand({ ...key, Name: "API", Scopes }));
  expect(made.ResourceServer).toEqual({ ...key, Name: "API", Scopes });

  await server.admin.send(new UpdateResourceServerCommand({ ...key, Name: "The API", Scopes: [] }));
  const described = await server.admin.send(new DescribeResourceServerCommand(key));
  expect(described.ResourceServer).toEqual({ ...key, Name: "The API", Scopes: [] });

  await server.admin.send(new DeleteResourceServerCommand(key));
  const gone = {
    name: "ResourceNotFoundException",
    message: `Resource server ${key.Identifier} does not exist.`,
  };
  await expect(server.admin.send(new DescribeResourceServerCommand(key))).rejects.toMatchObject(gone);
  await expect(
    server.admin.send(new UpdateResourceServerCommand({ ...key, Name: "API" })),
  ).rejects.toMatchObject(gone);
  await expect(server.admin.send(new DeleteResourceServerCommand(key))).rejects.toMatchObject(gone);
});

test("an identifier is unique", async () => {
  const create = () =>
    server.admin.send(new CreateResourceServerCommand({ UserPoolId, Identifier: "twice", Name: "Twice" }));
  await create();
  await expect(create()).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: `twice already exists in user pool ${UserPoolId}.`,
  });
});
