import { expect, test } from "@jest/globals";
import { routes } from "../../../../functions/organizations/routes.ts";

test("what lets an account in, gives it more, or can't be undone takes a recent sign-in: a thief's access must end with the token", () => {
  const recent = routes.filter(({ assurance }) => assurance === "recent").map(({ operation }) => operation);
  expect(recent.sort()).toEqual(["changeMemberRole", "deleteOrganization", "inviteMember"]);
});
