import { randomUUID } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import {
  acceptInvitation,
  createInvitation,
  declineInvitation,
  listInvitations,
  loadInvitation,
} from "../../../libs/organizations/invitations.ts";
import { changeRole, loadMember, removeMember, unlessRole } from "../../../libs/organizations/members.ts";
import { createOrganization } from "../../../libs/organizations/organizations.ts";
import type { OrganizationRole } from "../../../libs/organizations/roles.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

/** A member who loses a right must not have kept a way back: an invitation lives for a week. */
const table = useActivityTable();
const NOW = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;

const notValid = expect.objectContaining({ code: "invitation_not_valid" });

const newAccount = () => ({ sub: randomUUID(), verifiedEmail: `${randomUUID()}@example.com` });

async function startOrganization() {
  const owner = newAccount();
  const { id } = await createOrganization(table, { sub: owner.sub, name: "Acme" }, NOW);

  async function invite(by: string, email: string, role: OrganizationRole, now = NOW) {
    const allowed = unlessRole(by, id, role === "owner" ? "owner" : "admin");
    const made = await createInvitation(
      table,
      { organization: id, email, role, invitedBy: by },
      allowed,
      now,
    );
    return made.token;
  }

  async function join(role: OrganizationRole) {
    const account = newAccount();
    const token = await invite(owner.sub, account.verifiedEmail, role);
    await acceptInvitation(table, token, account, NOW);
    return account;
  }

  const asOwner = unlessRole(owner.sub, id, "owner");
  const remove = (sub: string, from: OrganizationRole, now = NOW + MINUTE) =>
    removeMember(table, { organization: id, sub, from }, { allowed: asOwner, now });
  const demote = (sub: string, from: OrganizationRole, to: OrganizationRole, now = NOW + MINUTE) =>
    changeRole(table, { organization: id, sub, from, to }, { allowed: asOwner, now });

  return { id, owner, invite, join, remove, demote };
}

describe("an invitation ends with its sender's right to send it", () => {
  test("a removed admin has invited a second account of their own", async () => {
    const { id, invite, join, remove } = await startOrganization();
    const [admin, second] = [await join("admin"), newAccount()];
    const token = await invite(admin.sub, second.verifiedEmail, "admin");
    expect(await loadInvitation(table, token, second, NOW)).toMatchObject({ role: "admin" });
    await remove(admin.sub, "admin");
    for (const use of [loadInvitation, acceptInvitation, declineInvitation]) {
      await expect(use(table, token, second, NOW + 2 * MINUTE)).rejects.toEqual(notValid);
    }
    expect(await loadMember(table, id, second.sub)).toBeUndefined();
    expect(await listInvitations(table, id, NOW + 2 * MINUTE)).toEqual([]);
  });

  test("a former owner has invited owners: as an admin they may invite admins only", async () => {
    const { id, invite, join, demote } = await startOrganization();
    const [former, second, third] = [await join("owner"), newAccount(), newAccount()];
    const asOwner = await invite(former.sub, second.verifiedEmail, "owner");
    const asAdmin = await invite(former.sub, third.verifiedEmail, "admin");
    await demote(former.sub, "owner", "admin");
    await expect(acceptInvitation(table, asOwner, second, NOW + 2 * MINUTE)).rejects.toEqual(notValid);
    expect(await listInvitations(table, id, NOW + 2 * MINUTE)).toMatchObject([
      { email: third.verifiedEmail },
    ]);
    expect(await acceptInvitation(table, asAdmin, third, NOW + 2 * MINUTE)).toMatchObject({ isNew: true });
  });

  test("of a removal and an acceptance at the same time, the invitation does not come last", async () => {
    const { id, invite, join, remove } = await startOrganization();
    for (let round = 0; round < 5; round += 1) {
      const [admin, second] = [await join("admin"), newAccount()];
      const token = await invite(admin.sub, second.verifiedEmail, "admin");
      const [removed, accepted] = await Promise.allSettled([
        remove(admin.sub, "admin"),
        acceptInvitation(table, token, second, NOW + MINUTE),
      ]);
      expect(removed.status).toBe("fulfilled");
      const isMember = (await loadMember(table, id, second.sub)) !== undefined;
      expect(isMember).toBe(accepted.status === "fulfilled");
    }
  });
});

describe("an invitation from before does not bring a member back", () => {
  test("who invited themselves and was removed", async () => {
    const { id, invite, join, remove } = await startOrganization();
    const admin = await join("admin");
    const token = await invite(admin.sub, admin.verifiedEmail, "admin");
    await remove(admin.sub, "admin");
    await expect(acceptInvitation(table, token, admin, NOW + 2 * MINUTE)).rejects.toEqual(notValid);
    expect(await loadMember(table, id, admin.sub)).toBeUndefined();
  });

  test("whom the owner had invited once more", async () => {
    const { id, owner, invite, join, remove } = await startOrganization();
    const member = await join("member");
    const token = await invite(owner.sub, member.verifiedEmail, "member");
    await remove(member.sub, "member");
    for (const use of [loadInvitation, acceptInvitation]) {
      await expect(use(table, token, member, NOW + 2 * MINUTE)).rejects.toEqual(notValid);
    }
    expect(await loadMember(table, id, member.sub)).toBeUndefined();
  });

  test("who was given less, leaves, and comes back with the role of before", async () => {
    const { id, owner, invite, join, demote } = await startOrganization();
    const admin = await join("admin");
    const token = await invite(owner.sub, admin.verifiedEmail, "admin");
    await demote(admin.sub, "admin", "member");
    await removeMember(table, { organization: id, sub: admin.sub, from: "member" });
    await expect(acceptInvitation(table, token, admin, NOW + 2 * MINUTE)).rejects.toEqual(notValid);
  });

  test("a new one does, and so does an earlier one of a member who left", async () => {
    const { id, owner, invite, join, remove } = await startOrganization();
    const [removed, left] = [await join("member"), await join("member")];
    await remove(removed.sub, "member");
    const anew = await invite(owner.sub, removed.verifiedEmail, "member", NOW + 2 * MINUTE);
    expect(await acceptInvitation(table, anew, removed, NOW + 3 * MINUTE)).toMatchObject({ isNew: true });
    const token = await invite(owner.sub, left.verifiedEmail, "member");
    await removeMember(table, { organization: id, sub: left.sub, from: "member" });
    expect(await acceptInvitation(table, token, left, NOW + 2 * MINUTE)).toMatchObject({ isNew: true });
  });
});

test("an inviter may accept an invitation to an own address: nothing changes, and it is used up", async () => {
  const { id, owner, invite } = await startOrganization();
  const token = await invite(owner.sub, owner.verifiedEmail, "member");
  expect(await acceptInvitation(table, token, owner, NOW)).toEqual({ organization: id, isNew: false });
  expect(await loadMember(table, id, owner.sub)).toMatchObject({ role: "owner" });
  expect(await listInvitations(table, id, NOW)).toEqual([]);
});
