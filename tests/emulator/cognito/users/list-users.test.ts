import {
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ListUsersCommand,
  type ListUsersCommandInput,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { attributeOf, isMatch } from "../../../support/fuzz/naive-user-filter.ts";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

/** Names that share prefixes, differ in case, need escaping, and sort beyond ASCII. */
const names = [
  "an",
  "ann",
  "Ann",
  "anna",
  "anné",
  'a"n',
  "a\\n",
  "a%",
  "a_",
  "𝒜da",
  "b",
  "bob",
  "b",
  "ann",
  "ÉLODIE",
  "Οδος",
];

const server = closeAtEnd(await startCognitoServer());
const UserPoolId = await createPool(server, { UsernameAttributes: undefined });

beforeAll(async () => {
  for (const [index, name] of names.entries()) {
    await server.admin.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: `user${index}`,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "given_name", Value: name },
          { Name: "email", Value: `user${index}@example.com` },
          ...(index % 2 === 0 ? [{ Name: "phone_number", Value: `+155501${index + 10}` }] : []),
          ...(index % 3 === 0 ? [{ Name: "name", Value: `${name} ${name}` }] : []),
          ...(index % 5 === 0 ? [{ Name: "preferred_username", Value: `${name}${index}` }] : []),
        ],
      }),
    );
  }
  await server.admin.send(new AdminDisableUserCommand({ UserPoolId, Username: "user3" }));
  await server.admin.send(
    new AdminSetUserPasswordCommand({
      UserPoolId,
      Username: "user4",
      Password: "Correct-Horse-7",
      Permanent: true,
    }),
  );
});

const list = (input: Partial<ListUsersCommandInput> = {}) =>
  server.admin.send(new ListUsersCommand({ UserPoolId, ...input }));

/** All pages of a list; fails if a page is longer than requested. */
async function listAll(input: Partial<ListUsersCommandInput>): Promise<readonly UserType[]> {
  const users: UserType[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await list({ ...input, PaginationToken });
    expect(page.Users?.length).toBeLessThanOrEqual(input.Limit ?? 60);
    users.push(...(page.Users ?? []));
    PaginationToken = page.PaginationToken;
  } while (PaginationToken !== undefined);
  return users;
}

const usernames = (users: readonly UserType[] = []): (string | undefined)[] =>
  users.map(({ Username }) => Username);

const quote = (value: string): string => `"${value.replace(/["\\]/g, "\\$&")}"`;

const searchable = [
  "username",
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
  "sub",
  "status",
  "cognito:user_status",
];

/** Prefixes of existing values, unchanged or with a suffix. */
function valuesLikeThoseOf(users: readonly UserType[]): fc.Arbitrary<string> {
  const values = users.flatMap((user) => searchable.map((name) => attributeOf(user, name) ?? ""));
  return fc
    .tuple(fc.constantFrom(...values), fc.nat({ max: 40 }), fc.constantFrom("", "", "", "x", "%", "_", "\\"))
    .map(([whole, length, more]) => [...whole].slice(0, length).join("") + more);
}

const asMap = (attributes: UserType["Attributes"] = []) =>
  new Map(attributes.map(({ Name, Value }) => [Name, Value]));

describe("ListUsers", () => {
  test("without a filter: all users, in order of creation", async () => {
    const everyUser = names.map((_, index) => `user${index}`);
    expect(usernames((await list()).Users)).toEqual(everyUser);
    expect(usernames((await list({ Filter: "" })).Users)).toEqual(everyUser);
  });

  test.each([
    ['username = "user2"', ["user2"]],
    ['username = "USER2"', []],
    ['username ^= "USER2"', []],
    ['"username" ^= "user1"', ["user1", "user10", "user11", "user12", "user13", "user14", "user15"]],
    ['email = "user2@example.com"', ["user2"]],
    ['email = "USER2@Example.COM"', ["user2"]],
    ['email ^= "User2@"', ["user2"]],
    ['phone_number ^= "+15550110"', ["user0"]],
    ['given_name="bob"', ["user11"]],
    ['given_name = "ANN"', ["user1", "user2", "user13"]],
    ['given_name = "élodie"', ["user14"]],
    ['given_name ^= "éLO"', ["user14"]],
    ['given_name = "ANNÉ"', ["user4"]],
    ['given_name = "ΟΔΟΣ"', ["user15"]],
    ['given_name ^= "οδοσ"', ["user15"]],
    ['name = "AN AN"', ["user0"]],
    ['preferred_username ^= "AN"', ["user0"]],
    ['status = "Disabled"', ["user3"]],
    ['status = "disabled"', []],
    ['status = "ENABLED"', []],
    ['status ^= "Dis"', ["user3"]],
    ['status ^= "dis"', []],
    ['status = "Off"', []],
    ['cognito:user_status = "confirmed"', ["user4"]],
    ['cognito:user_status ^= "CONF"', ["user4"]],
    ['cognito:user_status ^= "Conf"', ["user4"]],
    ['family_name ^= ""', []],
  ])("%s", async (Filter, expected) => {
    expect(usernames((await list({ Filter })).Users)).toEqual(expected);
  });

  test("returns values as they were written, and finds a value that replaced another", async () => {
    const UserAttributes = [{ Name: "family_name", Value: "MacGregor" }];
    await server.admin.send(
      new AdminUpdateUserAttributesCommand({ UserPoolId, Username: "user6", UserAttributes }),
    );
    const { Users } = await list({ Filter: 'family_name = "macgregor"' });
    expect(attributeOf(Users?.[0] ?? {}, "family_name")).toBe("MacGregor");
    await server.admin.send(
      new AdminDeleteUserAttributesCommand({
        UserPoolId,
        Username: "user6",
        UserAttributeNames: ["family_name"],
      }),
    );
    expect((await list({ Filter: 'family_name = "macgregor"' })).Users).toEqual([]);
  });

  test("by sub", async () => {
    const { Users } = await list({ Filter: 'username = "user5"' });
    const sub = Users?.[0]?.Attributes?.find(({ Name }) => Name === "sub")?.Value;
    expect(usernames((await list({ Filter: `sub = "${sub}"` })).Users)).toEqual(["user5"]);
    expect(usernames((await list({ Filter: `sub ^= "${sub?.slice(0, 13)}"` })).Users)).toEqual(["user5"]);
    expect(usernames((await list({ Filter: `sub = "${sub?.toUpperCase()}"` })).Users)).toEqual(["user5"]);
  });

  test("any filter, page size and attributes: every match once, nothing else, with the requested attributes", async () => {
    const everyUser = await listAll({});
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...searchable),
        valuesLikeThoseOf(everyUser),
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        fc.option(fc.subarray(["sub", "email", "name", "given_name", "phone_number"], { minLength: 1 }), {
          nil: undefined,
        }),
        async (name, wanted, exact, Limit, AttributesToGet) => {
          const Filter = `${name} ${exact ? "=" : "^="} ${quote(wanted)}`;
          const users = await listAll({ Filter, Limit, AttributesToGet });
          const expected = everyUser.filter((user) => isMatch(user, { name, wanted, exact }));
          expect([...usernames(users)].sort()).toEqual([...usernames(expected)].sort());
          for (const { Username, Attributes } of users) {
            const all = everyUser.find((user) => user.Username === Username)?.Attributes ?? [];
            expect(asMap(Attributes)).toEqual(
              asMap(all.filter(({ Name = "" }) => AttributesToGet?.includes(Name) ?? true)),
            );
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test("AttributesToGet", async () => {
    const { Users } = await list({ Filter: 'username = "user0"', AttributesToGet: ["email"] });
    expect(Users?.[0]?.Attributes).toEqual([{ Name: "email", Value: "user0@example.com" }]);
    await expect(list({ AttributesToGet: ["custom:nope"] })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "One or more requested attributes do not exist in user pool.",
    });
  });

  test("a page token is valid only for its filter", async () => {
    const { PaginationToken } = await list({ Limit: 1 });
    await expect(list({ Filter: 'given_name = "b"', PaginationToken })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  test.each([
    ["username=", "Error while parsing filter"],
    ["username = user2", "Error while parsing filter"],
    ['username > "a"', "Error while parsing filter"],
    ['username = "a" and email = "b"', "Error while parsing filter"],
    ['custom:tenant = "a"', "Invalid search attribute: custom:tenant"],
    ['locale = "a"', "Invalid search attribute: locale"],
  ])("refuses %s", async (Filter, message) => {
    await expect(list({ Filter })).rejects.toMatchObject({ name: "InvalidParameterException", message });
  });
});
