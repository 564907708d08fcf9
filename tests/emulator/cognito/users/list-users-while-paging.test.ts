import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  ListUsersCommand,
  type ListUsersCommandInput,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isMatch, type NaiveFilter } from "../../../support/fuzz/naive-user-filter.ts";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());
let count = 0;
const UserPoolId = await createPool(server, { UsernameAttributes: undefined });

/** A pool's users, who are created and deleted. */
class People {
  readonly #here = new Map<string, UserType>();

  async join(...names: readonly string[]): Promise<void> {
    for (const Value of names) {
      count += 1;
      const Username = `person${count}`;
      const { User = {} } = await server.admin.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username,
          MessageAction: "SUPPRESS",
          UserAttributes: [{ Name: "given_name", Value }],
        }),
      );
      this.#here.set(Username, User);
    }
  }

  async leave(Username: string): Promise<void> {
    if (this.#here.delete(Username)) {
      await server.admin.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    }
  }

  /** The users that exist and match. */
  matching(filter: NaiveFilter): string[] {
    return [...this.#here].filter(([, user]) => isMatch(user, filter)).map(([name]) => name);
  }
}

const everyUser: NaiveFilter = { name: "username", wanted: "person", exact: false };

const filters: readonly (NaiveFilter & { readonly Filter?: string })[] = [
  everyUser,
  { ...everyUser, Filter: 'username ^= "person"' },
  { name: "given_name", wanted: "an", exact: true, Filter: 'given_name = "an"' },
  { name: "given_name", wanted: "a", exact: false, Filter: 'given_name ^= "a"' },
];

/** Changes between two pages: the users created, and whether the page's last user, at which its token points, is deleted. */
const change = fc.record({
  coming: fc.array(fc.constantFrom("a", "an", "ann", "b"), { maxLength: 2 }),
  lastLeaves: fc.boolean(),
});

/** Reads all pages; `behind` runs after each of them and gets the page's last user. */
async function listAll(
  input: Pick<ListUsersCommandInput, "Filter" | "Limit">,
  behind: (last: string | undefined) => Promise<void>,
): Promise<readonly string[]> {
  const seen: string[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await server.admin.send(new ListUsersCommand({ UserPoolId, PaginationToken, ...input }));
    seen.push(...(page.Users ?? []).map(({ Username = "" }) => Username));
    ({ PaginationToken } = page);
    await behind(seen.at(-1));
  } while (PaginationToken !== undefined);
  return seen;
}

test("users created and deleted between pages: users who stay are listed once, and no user twice", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...filters),
      fc.integer({ min: 1, max: 2 }),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      async ({ Filter, ...filter }, Limit, changes) => {
        const people = new People();
        await people.join("an", "a", "b", "an");
        const first = people.matching(filter);
        const changing = changes.values();
        const seen = await listAll({ Filter, Limit }, async (last) => {
          const { coming = [], lastLeaves = false } = changing.next().value ?? {};
          await people.join(...coming);
          if (lastLeaves && last !== undefined) await people.leave(last);
        });

        expect(new Set(seen).size).toBe(seen.length);
        const stayed = people.matching(filter).filter((name) => first.includes(name));
        expect(seen.filter((name) => stayed.includes(name)).sort()).toEqual(stayed.sort());
        for (const name of people.matching(everyUser)) await people.leave(name);
      },
    ),
    { numRuns: 20 },
  );
});
