import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand,
  UpdateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

let UserPoolId: string;

const server = closeAtEnd(await startCognitoServer());

async function invite(poolId: string, Username: string): Promise<string> {
  const { User } = await server.admin.send(
    new AdminCreateUserCommand({ UserPoolId: poolId, Username, MessageAction: "SUPPRESS" }),
  );
  return String(User?.Username);
}

const groupNotFound = { name: "ResourceNotFoundException", message: "Group not found." };
const userNotFound = { name: "UserNotFoundException", message: "User does not exist." };

describe("a group", () => {
  beforeAll(async () => {
    UserPoolId = await createPool(server);
  });

  test("is created, read, changed and deleted", async () => {
    const key = { UserPoolId, GroupName: "admins" };
    const made = await server.admin.send(
      new CreateGroupCommand({
        ...key,
        Description: "All may",
        Precedence: 0,
        RoleArn: "arn:aws:iam::000000000000:role/admin",
      }),
    );
    const at = new Date(server.clock.now());
    expect(made.Group).toEqual({
      ...key,
      Description: "All may",
      Precedence: 0,
      RoleArn: "arn:aws:iam::000000000000:role/admin",
      CreationDate: at,
      LastModifiedDate: at,
    });

    await server.admin.send(new UpdateGroupCommand({ ...key, Precedence: 7 }));
    const { Group } = await server.admin.send(new GetGroupCommand(key));
    expect(Group).toMatchObject({ Description: "All may", Precedence: 7 });

    await server.admin.send(new DeleteGroupCommand(key));
    await expect(server.admin.send(new GetGroupCommand(key))).rejects.toMatchObject(groupNotFound);
    await expect(server.admin.send(new UpdateGroupCommand(key))).rejects.toMatchObject(groupNotFound);
    await expect(server.admin.send(new DeleteGroupCommand(key))).rejects.toMatchObject(groupNotFound);
  });

  test("can be created only once", async () => {
    const create = () => server.admin.send(new CreateGroupCommand({ UserPoolId, GroupName: "twice" }));
    await create();
    await expect(create()).rejects.toMatchObject({
      name: "GroupExistsException",
      message: "A group with the name already exists.",
    });
  });
});

describe("members", () => {
  beforeAll(async () => {
    UserPoolId = await createPool(server);
    for (const [GroupName, Precedence] of [
      ["late", undefined],
      ["b", 1],
      ["a", 1],
      ["first", 0],
    ] as const) {
      await server.admin.send(new CreateGroupCommand({ UserPoolId, GroupName, Precedence }));
    }
  });

  test("a user's groups are sorted by precedence, then name, page by page", async () => {
    const Username = await invite(UserPoolId, "ada@example.com");
    for (const GroupName of ["late", "b", "a", "first", "first"]) {
      await server.admin.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username }));
    }
    const list = (NextToken?: string) =>
      server.admin.send(
        new AdminListGroupsForUserCommand({ UserPoolId, Username: "ADA@example.com", Limit: 3, NextToken }),
      );
    const first = await list();
    const second = await list(first.NextToken);
    expect(first.Groups?.map(({ GroupName }) => GroupName)).toEqual(["first", "a", "b"]);
    expect(second.Groups?.map(({ GroupName }) => GroupName)).toEqual(["late"]);
    expect(second.NextToken).toBeUndefined();

    await server.admin.send(
      new AdminRemoveUserFromGroupCommand({ UserPoolId, GroupName: "first", Username }),
    );
    expect((await list()).Groups).toHaveLength(3);
  });

  test("ListUsersInGroup pages through members, ListGroups through groups", async () => {
    const names = [];
    for (const mail of ["x@example.com", "y@example.com", "z@example.com"]) {
      const Username = await invite(UserPoolId, mail);
      names.push(Username);
      await server.admin.send(new CreateGroupCommand({ UserPoolId, GroupName: `g${names.length}` }));
      await server.admin.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName: "g1", Username }));
    }
    const members = (NextToken?: string) =>
      server.admin.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: "g1", Limit: 2, NextToken }));
    const first = await members();
    const second = await members(first.NextToken);
    expect([...(first.Users ?? []), ...(second.Users ?? [])].map(({ Username }) => Username)).toEqual(names);

    const groups = await server.admin.send(new ListGroupsCommand({ UserPoolId, Limit: 4 }));
    expect(groups.Groups?.map(({ GroupName }) => GroupName)).toEqual(["a", "b", "first", "g1"]);
    expect(groups.NextToken).toEqual(expect.any(String));
  });

  test("a page token is valid only for its list", async () => {
    const { NextToken } = await server.admin.send(new ListGroupsCommand({ UserPoolId, Limit: 1 }));
    await expect(
      server.admin.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: "a", NextToken })),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test("unknown users and groups", async () => {
    const Username = await invite(UserPoolId, "nobody@example.com");
    await expect(
      server.admin.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName: "nope", Username })),
    ).rejects.toMatchObject(groupNotFound);
    await expect(
      server.admin.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName: "a", Username: "nope" })),
    ).rejects.toMatchObject(userNotFound);
    await expect(
      server.admin.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, GroupName: "nope", Username })),
    ).rejects.toMatchObject(groupNotFound);
    await expect(
      server.admin.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: "nope" })),
    ).rejects.toMatchObject(userNotFound);
    await expect(
      server.admin.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: "nope" })),
    ).rejects.toMatchObject(groupNotFound);
    await expect(
      server.admin.send(new ListGroupsCommand({ UserPoolId: "us-east-1_NotThere1" })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
