import { describe, expect, test } from "@jest/globals";
import type { ActivityTable } from "../../../../libs/activity/activity-table.ts";
import {
  requireCurrentOrganizationRole,
  requireOrganizationRole,
} from "../../../../libs/auth/organization-role.ts";
import { readCaller } from "../../../../libs/auth/principal.ts";
import { accessTokenClaims } from "../../../support/worlds/http-event.ts";

const id = "org_0000000000000000";
const refused = expect.objectContaining({ code: "organization_role_required" });

const principalWith = (claims: Readonly<Record<string, string>>) => {
  const caller = readCaller(accessTokenClaims(claims));
  if (caller?.kind !== "user") throw new Error("not a user");
  return caller;
};

describe("the organization of a principal", () => {
  test("is what the token says", () => {
    expect(principalWith({ org_id: id, org_role: "admin" }).organization).toEqual({ id, role: "admin" });
    expect(principalWith({}).organization).toBeUndefined();
  });

  test.each([{ org_id: id }, { org_role: "owner" }])(
    "is missing with only one of the claims: %j",
    (claims) => {
      expect(principalWith(claims).organization).toBeUndefined();
    },
  );

  test("a role that does not exist makes the token invalid", () => {
    expect(readCaller(accessTokenClaims({ org_id: id, org_role: "root" }))).toBeUndefined();
  });
});

describe("a required role", () => {
  test.each([
    ["owner", ["owner", "admin", "member"]],
    ["admin", ["admin", "member"]],
    ["member", ["member"]],
  ] as const)("%s includes %j and no other", (role, included) => {
    const principal = principalWith({ org_id: id, org_role: role });
    for (const least of ["owner", "admin", "member"] as const) {
      const ask = () => requireOrganizationRole(principal, least);
      if ((included as readonly string[]).includes(least)) expect(ask()).toEqual({ id, role });
      else expect(ask).toThrow(refused);
    }
  });

  test("is refused without an organization", () => {
    expect(() => requireOrganizationRole(principalWith({}), "member")).toThrow(refused);
  });
});

test("the strict check refuses a token without an organization, and does not ask the table", async () => {
  await expect(
    requireCurrentOrganizationRole({} as ActivityTable, principalWith({}), "member"),
  ).rejects.toEqual(refused);
});

test("the strict check goes by the table, whatever the token says", async () => {
  const principal = principalWith({ org_id: id, org_role: "owner" });
  const tableWith = (item: object | undefined) => ({ get: async () => item }) as unknown as ActivityTable;
  const now = tableWith({ organization: id, role: "member" });
  expect(await requireCurrentOrganizationRole(now, principal, "member")).toEqual({ id, role: "member" });
  await expect(requireCurrentOrganizationRole(now, principal, "admin")).rejects.toEqual(refused);
  await expect(requireCurrentOrganizationRole(tableWith(undefined), principal, "member")).rejects.toEqual(
    refused,
  );
});
