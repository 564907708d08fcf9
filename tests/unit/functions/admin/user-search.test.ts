import { describe, expect, test } from "@jest/globals";
import { digestOf, isMatch, sourceOf } from "../../../../functions/admin/user-search.ts";
import type { UserSummary } from "../../../../libs/schemas/admin-users.ts";

const ada: UserSummary = {
  sub: "1",
  email: "Ada@example.com",
  emailVerified: true,
  name: "Ada Lovelace",
  status: "CONFIRMED",
  enabled: true,
  createdAt: "2026-01-15T12:00:00.000Z",
  updatedAt: "2026-01-15T12:00:00.000Z",
};

describe("the request to the pool", () => {
  test.each([
    [{}, { kind: "users", filter: undefined }],
    [{ enabled: false }, { kind: "users", filter: 'status = "Disabled"' }],
    [{ enabled: true }, { kind: "users", filter: 'status = "Enabled"' }],
    [
      { enabled: true, status: "UNCONFIRMED" as const },
      { kind: "users", filter: 'cognito:user_status = "UNCONFIRMED"' },
    ],
    [
      { group: "admins", status: "CONFIRMED" as const },
      { kind: "group", group: "admins" },
    ],
    [
      { group: "admins", name: "Ada" },
      { kind: "users", filter: 'name ^= "Ada"' },
    ],
    [
      { name: "Ada", familyName: "L", email: "ada" },
      { kind: "users", filter: 'email ^= "ada"' },
    ],
  ])("%j", (criteria, source) => {
    expect(sourceOf(criteria)).toEqual(source);
  });

  test("no value can end its quotation", () => {
    expect(sourceOf({ name: 'a" or \\"b' })).toEqual({ kind: "users", filter: 'name ^= "a\\" or \\\\\\"b"' });
  });
});

test("the rest is filtered here, case-insensitively like the pool", () => {
  expect(isMatch(ada, {})).toBe(true);
  expect(isMatch(ada, { email: "ada@", name: "Ada", status: "CONFIRMED", enabled: true })).toBe(true);
  expect(isMatch(ada, { name: "ada l", email: "ADA@" })).toBe(true);
  expect(isMatch({ ...ada, givenName: "ÉLODIE" }, { givenName: "éLo" })).toBe(true);
  expect(isMatch({ ...ada, givenName: "ΟΔΟΣ" }, { givenName: "οδος" })).toBe(true);
  expect(isMatch(ada, { name: "Lovelace" })).toBe(false);
  expect(isMatch(ada, { familyName: "L" })).toBe(false);
  expect(isMatch(ada, { enabled: false })).toBe(false);
  expect(isMatch(ada, { status: "UNCONFIRMED" })).toBe(false);
});

test("different searches have different digests, independent of the order of their filters", () => {
  const digests = [{}, { name: "a" }, { email: "a" }, { givenName: "a" }, { group: "a" }, { enabled: false }];
  expect(new Set(digests.map(digestOf)).size).toBe(digests.length);
  expect(digestOf({ name: "a", enabled: true })).toBe(digestOf({ enabled: true, name: "a" }));
});
