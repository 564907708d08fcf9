import { randomUUID } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { memberKey, membershipKey, organizationKey } from "../../../libs/activity/activity-keys.ts";
import { loadActiveOrganization } from "../../../libs/organizations/active-organization.ts";
import { acceptInvitation, createInvitation } from "../../../libs/organizations/invitations.ts";
import { leaveAllOrganizations } from "../../../libs/organizations/leave-all.ts";
import {
  changeRole,
  listMembers,
  loadMember,
  removeMember,
  unlessRole,
} from "../../../libs/organizations/members.ts";
import {
  chooseOrganization,
  createOrganization,
  deleteOrganization,
  listMemberships,
  loadOrganization,
} from "../../../libs/organizations/organizations.ts";
import type { OrganizationRole } from "../../../libs/organizations/roles.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();
const NOW = Date.UTC(2026, 0, 15, 12);

/** An organization with its owner, and members with these roles. */
async function startOrganization(roles: readonly OrganizationRole[] = []) {
  const owner = randomUUID();
  const { id } = await createOrganization(table, { sub: owner, name: "Acme" }, NOW);
  const members: string[] = [];
  for (const [index, role] of roles.entries()) members.push(await join(id, owner, role, NOW + 1 + index));
  return { id, owner, members };
}

async function join(id: string, owner: string, role: OrganizationRole, now = NOW): Promise<string> {
  const sub = randomUUID();
  const email = `${sub}@example.com`;
  const allowed = unlessRole(owner, id, "owner");
  const { token } = await createInvitation(
    table,
    { organization: id, email, role, invitedBy: owner },
    allowed,
    now,
  );
  await acceptInvitation(table, token, { sub, verifiedEmail: email }, now);
  return sub;
}

const rolesIn = async (id: string) =>
  new Map((await listMembers(table, id, { limit: 100 })).items.map(({ sub, role }) => [sub, role]));

const demote = (id: string, sub: string) =>
  changeRole(table, { organization: id, sub, from: "owner", to: "member" });

const code = (name: string) => expect.objectContaining({ code: name });

test("who creates an organization owns it, and has it in the next tokens", async () => {
  const { id, owner } = await startOrganization();
  expect(await loadOrganization(table, id)).toEqual({
    id,
    name: "Acme",
    createdAt: NOW,
    owners: 1,
    members: 1,
  });
  expect(await listMemberships(table, owner)).toEqual([
    { id, name: "Acme", role: "owner", joinedAt: NOW, chosen: true },
  ]);
  expect(await loadActiveOrganization(table, owner, undefined)).toEqual({ id, role: "owner" });
});

describe("an owner stays", () => {
  test("of two owners who step down at the same time, one stays", async () => {
    const { id, owner, members } = await startOrganization(["owner"]);
    const both = [owner, ...members];
    const results = await Promise.allSettled(both.map((sub) => demote(id, sub)));
    expect(results.filter(({ status }) => status === "rejected")).toEqual([
      { status: "rejected", reason: code("last_owner") },
    ]);
    expect([...(await rolesIn(id)).values()].filter((role) => role === "owner")).toHaveLength(1);
    expect(await loadOrganization(table, id)).toMatchObject({ owners: 1, members: 2 });
  });

  test("of ten owners who leave at the same time, one stays", async () => {
    const { id, owner, members } = await startOrganization(Array.from({ length: 9 }, () => "owner" as const));
    const all = [owner, ...members];
    const results = await Promise.allSettled(
      all.map((sub) => removeMember(table, { organization: id, sub, from: "owner" })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(9);
    expect([...(await rolesIn(id)).values()]).toEqual(["owner"]);
    expect(await loadOrganization(table, id)).toMatchObject({ owners: 1, members: 1 });
  });

  test("a promotion and a removal of the same member at the same time leave right numbers", async () => {
    const { id, members } = await startOrganization(["member"]);
    const [sub = ""] = members;
    await Promise.allSettled([
      changeRole(table, { organization: id, sub, from: "member", to: "owner" }),
      removeMember(table, { organization: id, sub, from: "member" }),
    ]);
    const roles = [...(await rolesIn(id)).values()];
    expect(await loadOrganization(table, id)).toMatchObject({
      owners: roles.filter((role) => role === "owner").length,
      members: roles.length,
    });
  });
});

describe("a change", () => {
  test("fails if the actor has lost the right meanwhile, and changes nothing", async () => {
    const { id, members } = await startOrganization(["admin", "member"]);
    const [admin = "", member = ""] = members;
    const allowed = unlessRole(admin, id, "admin");
    await changeRole(table, { organization: id, sub: admin, from: "admin", to: "member" });
    const change = { organization: id, sub: member, from: "member" } as const;
    await expect(removeMember(table, change, { allowed, now: NOW })).rejects.toEqual(
      code("organization_role_required"),
    );
    await expect(changeRole(table, { ...change, to: "admin" }, { allowed, now: NOW })).rejects.toEqual(
      code("organization_role_required"),
    );
    expect((await rolesIn(id)).get(member)).toBe("member");
    expect(await loadOrganization(table, id)).toMatchObject({ members: 3 });
  });

  test("fails if the member has another role by now", async () => {
    const { id, members } = await startOrganization(["admin"]);
    const [sub = ""] = members;
    const change = { organization: id, sub, from: "member", to: "owner" } as const;
    await expect(changeRole(table, change)).rejects.toEqual(code("changed_meanwhile"));
    expect(await loadOrganization(table, id)).toMatchObject({ owners: 1 });
  });

  test("is on both sides of the membership", async () => {
    const { id, members } = await startOrganization(["member"]);
    const [sub = ""] = members;
    await changeRole(table, { organization: id, sub, from: "member", to: "admin" });
    expect(await table.get(memberKey(id, sub))).toMatchObject({ role: "admin" });
    expect(await table.get(membershipKey(sub, id))).toMatchObject({ role: "admin" });
    await removeMember(table, { organization: id, sub, from: "admin" });
    expect(await table.getAll([memberKey(id, sub), membershipKey(sub, id)])).toEqual([]);
  });
});

describe("the organization of the next token", () => {
  test("is the one that the client asks for, if the user is a member", async () => {
    const [one, other] = [await startOrganization(), await startOrganization(["admin"])];
    const [sub = ""] = other.members;
    expect(await loadActiveOrganization(table, sub, other.id)).toEqual({ id: other.id, role: "admin" });
    expect(await loadActiveOrganization(table, sub, one.id)).toBeUndefined();
    expect(await loadActiveOrganization(table, sub, "none")).toBeUndefined();
    expect(await loadActiveOrganization(table, sub, `org_${"x".repeat(3000)}`)).toBeUndefined();
  });

  test("is the one that was chosen last, and none once the user was removed", async () => {
    const { id, members } = await startOrganization(["member"]);
    const [sub = ""] = members;
    const { id: own } = await createOrganization(table, { sub, name: "Own" }, NOW);
    expect(await loadActiveOrganization(table, sub, undefined)).toEqual({ id: own, role: "owner" });
    expect(await chooseOrganization(table, { sub, organization: id })).toBe(true);
    expect(await loadActiveOrganization(table, sub, undefined)).toEqual({ id, role: "member" });
    await removeMember(table, { organization: id, sub, from: "member" });
    expect(await loadActiveOrganization(table, sub, undefined)).toBeUndefined();
    expect(await chooseOrganization(table, { sub, organization: id })).toBe(false);
    expect(await chooseOrganization(table, { sub, organization: null })).toBe(true);
  });
});

describe("a deleted organization", () => {
  test("has no members, no invitations and no name", async () => {
    const { id, owner, members } = await startOrganization(
      Array.from({ length: 30 }, () => "member" as const),
    );
    const allowed = unlessRole(owner, id, "owner");
    expect(await deleteOrganization(table, { id, by: owner, allowed, now: NOW })).toBe(true);
    const { items } = await table.query({
      partition: organizationKey(id).PK,
      order: "oldest first",
      limit: 50,
    });
    expect(items).toEqual([]);
    for (const sub of [owner, ...members]) expect(await listMemberships(table, sub)).toEqual([]);
    expect(await loadActiveOrganization(table, owner, id)).toBeUndefined();
  });

  test("takes no new members from the first write on", async () => {
    const { id, owner } = await startOrganization();
    const email = "late@example.com";
    const { token } = await createInvitation(
      table,
      { organization: id, email, role: "member", invitedBy: owner },
      unlessRole(owner, id, "owner"),
      NOW,
    );
    await table.update({
      key: organizationKey(id),
      expression: "SET #deletedAt = :now",
      values: { now: NOW },
    });
    const late = acceptInvitation(table, token, { sub: randomUUID(), verifiedEmail: email }, NOW);
    await expect(late).rejects.toEqual(code("organization_limit"));
    const allowed = unlessRole(owner, id, "owner");
    expect(await deleteOrganization(table, { id, by: owner, allowed, now: NOW })).toBe(true);
    expect(await loadOrganization(table, id)).toBeUndefined();
  });

  test("can only be deleted by an owner", async () => {
    const { id, members } = await startOrganization(["admin"]);
    const [admin = ""] = members;
    const allowed = unlessRole(admin, id, "owner");
    expect(await deleteOrganization(table, { id, by: admin, allowed, now: NOW })).toBe(false);
    expect(await loadOrganization(table, id)).toBeDefined();
  });
});

describe("a user who is deleted", () => {
  const refuse = { lastOwner: "refuse", now: NOW } as const;
  const handOver = { lastOwner: "hand over", now: NOW } as const;

  test("leaves all organizations, and those without other members are deleted", async () => {
    const { id, members } = await startOrganization(["admin"]);
    const [sub = ""] = members;
    const own = await createOrganization(table, { sub, name: "Own" }, NOW);
    await leaveAllOrganizations(table, sub, refuse);
    expect(await loadMember(table, id, sub)).toBeUndefined();
    expect(await loadOrganization(table, own.id)).toBeUndefined();
    expect(
      (await table.query({ partition: `MEMBER#${sub}`, order: "oldest first", limit: 5 })).items,
    ).toEqual([]);
  });

  test("is refused as the only owner of an organization with others, before anything is changed", async () => {
    const { id, owner } = await startOrganization(["member"]);
    const alone = await createOrganization(table, { sub: owner, name: "Alone" }, NOW);
    await expect(leaveAllOrganizations(table, owner, refuse)).rejects.toEqual(code("last_owner"));
    expect((await listMemberships(table, owner)).map((one) => one.id).sort()).toEqual([id, alone.id].sort());
  });

  test("has a successor if an administrator deletes them: the admin who has been there the longest", async () => {
    const { id, owner, members } = await startOrganization(["member", "admin", "admin"]);
    await leaveAllOrganizations(table, owner, handOver);
    expect(await rolesIn(id)).toEqual(
      new Map([
        [members[0], "member"],
        [members[1], "owner"],
        [members[2], "admin"],
      ]),
    );
    expect(await loadOrganization(table, id)).toMatchObject({ owners: 1, members: 3 });
  });

  test("leaves an owner also if two owners are deleted at the same time", async () => {
    const { id, owner, members } = await startOrganization(["owner", "member"]);
    const [other = "", member = ""] = members;
    await Promise.all([owner, other].map((sub) => leaveAllOrganizations(table, sub, handOver)));
    expect(await rolesIn(id)).toEqual(new Map([[member, "owner"]]));
    expect(await loadOrganization(table, id)).toMatchObject({ owners: 1, members: 1 });
  });

  test("leaves nothing behind of an organization whose deletion was interrupted", async () => {
    const { id, members } = await startOrganization(["member"]);
    const [sub = ""] = members;
    await table.update({
      key: organizationKey(id),
      expression: "SET #deletedAt = :now",
      values: { now: NOW },
    });
    await leaveAllOrganizations(table, sub, refuse);
    expect(await table.getAll([memberKey(id, sub), membershipKey(sub, id)])).toEqual([]);
  });
});
