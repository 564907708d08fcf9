import { randomUUID } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { organizationInvitationKey, organizationKey } from "../../../libs/activity/activity-keys.ts";
import { MAX_MEMBERSHIPS } from "../../../libs/organizations/active-organization.ts";
import {
  acceptInvitation,
  createInvitation,
  declineInvitation,
  listInvitations,
  loadInvitation,
  MAX_INVITATIONS,
  revokeInvitation,
} from "../../../libs/organizations/invitations.ts";
import { INVITATION_DAYS } from "../../../libs/organizations/member-changes.ts";
import {
  changeRole,
  loadMember,
  MAX_MEMBERS,
  removeMember,
  unlessRole,
} from "../../../libs/organizations/members.ts";
import { createOrganization, loadOrganization } from "../../../libs/organizations/organizations.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();
const NOW = Date.UTC(2026, 0, 15, 12);
const LATE = NOW + INVITATION_DAYS * 86_400_000;

const notValid = expect.objectContaining({ code: "invitation_not_valid" });
const otherAddress = expect.objectContaining({ code: "invitation_for_other_address" });

async function startInvitation() {
  const owner = randomUUID();
  const { id } = await createOrganization(table, { sub: owner, name: "Acme" }, NOW);
  const invitee = { sub: randomUUID(), verifiedEmail: `${randomUUID()}@example.com` };
  const allowed = unlessRole(owner, id, "admin");
  const invite = (email = invitee.verifiedEmail, now = NOW) =>
    createInvitation(table, { organization: id, email, role: "member", invitedBy: owner }, allowed, now);
  return { id, owner, invitee, allowed, invite, ...(await invite()) };
}

test("an invitation is accepted by the account with its address, in any spelling", async () => {
  const { id, invitee, token, invitation } = await startInvitation();
  expect(await loadInvitation(table, token, invitee, NOW)).toMatchObject(invitation);
  const spelled = { ...invitee, verifiedEmail: invitee.verifiedEmail.toUpperCase() };
  expect(await acceptInvitation(table, token, spelled, LATE - 1)).toEqual({ organization: id, isNew: true });
  expect(await loadMember(table, id, invitee.sub)).toMatchObject({ role: "member" });
  expect(await listInvitations(table, id, NOW)).toEqual([]);
});

test("reading an invitation does not use it up", async () => {
  const { invitee, token } = await startInvitation();
  for (let times = 0; times < 5; times += 1) await loadInvitation(table, token, invitee, NOW);
  expect(await acceptInvitation(table, token, invitee, NOW)).toMatchObject({ isNew: true });
});

describe("an invitation is refused", () => {
  test("to an account with another address, or with an unverified one", async () => {
    const { id, token, invitee } = await startInvitation();
    const stranger = { sub: randomUUID(), verifiedEmail: "eve@example.com" };
    await expect(acceptInvitation(table, token, stranger, NOW)).rejects.toEqual(otherAddress);
    const unverified = { sub: invitee.sub, verifiedEmail: undefined };
    await expect(acceptInvitation(table, token, unverified, NOW)).rejects.toEqual(otherAddress);
    expect(await loadOrganization(table, id)).toMatchObject({ members: 1 });
  });

  test("after the account's address was changed", async () => {
    const { token, invitee } = await startInvitation();
    const changed = { ...invitee, verifiedEmail: "new@example.com" };
    await expect(acceptInvitation(table, token, changed, NOW)).rejects.toEqual(otherAddress);
  });

  test("once it has expired", async () => {
    const { token, invitee, id } = await startInvitation();
    await expect(acceptInvitation(table, token, invitee, LATE)).rejects.toEqual(notValid);
    expect(await listInvitations(table, id, LATE)).toEqual([]);
  });

  test("once it was withdrawn or declined", async () => {
    const one = await startInvitation();
    const place = { organization: one.id, id: one.invitation.id };
    expect(await revokeInvitation(table, place, one.allowed)).toBe(true);
    expect(await revokeInvitation(table, place, one.allowed)).toBe(false);
    await expect(acceptInvitation(table, one.token, one.invitee, NOW)).rejects.toEqual(notValid);
    const other = await startInvitation();
    await declineInvitation(table, other.token, other.invitee, NOW);
    await expect(acceptInvitation(table, other.token, other.invitee, NOW)).rejects.toEqual(notValid);
    await expect(declineInvitation(table, other.token, other.invitee, NOW)).rejects.toEqual(notValid);
  });

  test("once a newer one was sent to the address", async () => {
    const { id, token, invitee, invite } = await startInvitation();
    const newer = await invite();
    await expect(acceptInvitation(table, token, invitee, NOW)).rejects.toEqual(notValid);
    expect(await listInvitations(table, id, NOW)).toHaveLength(1);
    expect(await acceptInvitation(table, newer.token, invitee, NOW)).toMatchObject({ isNew: true });
  });

  test("with another secret, of another organization, or in another form", async () => {
    const { token, invitee } = await startInvitation();
    const other = await startInvitation();
    const [organization, id, secret] = token.split(".");
    const wrong = [
      `${organization}.${id}.${"x".repeat(43)}`,
      `${other.id}.${id}.${secret}`,
      `${organization}.${other.invitation.id}.${secret}`,
      `${organization}.${id}`,
      "",
    ];
    for (const one of wrong) await expect(loadInvitation(table, one, invitee, NOW)).rejects.toEqual(notValid);
  });

  test("to a second account with the same address", async () => {
    const { token, invitee } = await startInvitation();
    await acceptInvitation(table, token, invitee, NOW);
    const second = { ...invitee, sub: randomUUID() };
    await expect(acceptInvitation(table, token, second, NOW)).rejects.toEqual(notValid);
  });
});

test("of twenty requests to accept one, one makes the member, and all succeed", async () => {
  const { id, token, invitee } = await startInvitation();
  const results = await Promise.all(
    Array.from({ length: 20 }, () => acceptInvitation(table, token, invitee, NOW)),
  );
  expect(results.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await loadOrganization(table, id)).toMatchObject({ members: 2 });
});

test("of two accounts with one address that accept at the same time, one becomes a member", async () => {
  const { id, token, invitee } = await startInvitation();
  const results = await Promise.allSettled(
    [invitee, { ...invitee, sub: randomUUID() }].map((one) => acceptInvitation(table, token, one, NOW)),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await loadOrganization(table, id)).toMatchObject({ members: 2 });
});

test("a used link does not bring a removed member back", async () => {
  const { id, token, invitee } = await startInvitation();
  await acceptInvitation(table, token, invitee, NOW);
  await removeMember(table, { organization: id, sub: invitee.sub, from: "member" });
  await expect(acceptInvitation(table, token, invitee, NOW)).rejects.toEqual(notValid);
  expect(await loadMember(table, id, invitee.sub)).toBeUndefined();
});

test("an invitation to a member leaves the role as it is, and is used up", async () => {
  const { id, token, invitee, invite } = await startInvitation();
  await acceptInvitation(table, token, invitee, NOW);
  await changeRole(table, { organization: id, sub: invitee.sub, from: "member", to: "admin" });
  const again = await invite();
  expect(await acceptInvitation(table, again.token, invitee, NOW)).toMatchObject({ isNew: false });
  expect(await loadMember(table, id, invitee.sub)).toMatchObject({ role: "admin" });
  expect(await listInvitations(table, id, NOW)).toEqual([]);
  expect(await loadOrganization(table, id)).toMatchObject({ members: 2 });
});

test("an inviter who has lost the right meanwhile invites no one", async () => {
  const { id, owner, invitee, token } = await startInvitation();
  await acceptInvitation(table, token, invitee, NOW);
  await changeRole(table, { organization: id, sub: invitee.sub, from: "member", to: "owner" });
  const allowed = unlessRole(owner, id, "owner");
  await changeRole(table, { organization: id, sub: owner, from: "owner", to: "member" });
  const input = { organization: id, email: "x@example.com", role: "owner", invitedBy: owner } as const;
  await expect(createInvitation(table, input, allowed, NOW)).rejects.toMatchObject({
    code: "organization_role_required",
  });
});

test("an organization has a maximum of open invitations; one more to the same address takes no other place", async () => {
  const { id, invite, invitee } = await startInvitation();
  for (let count = 1; count < MAX_INVITATIONS; count += 1) await invite(`user-${count}@example.com`);
  await expect(invite("one-more@example.com")).rejects.toMatchObject({ code: "organization_limit" });
  await invite(invitee.verifiedEmail);
  expect(await listInvitations(table, id, NOW)).toHaveLength(MAX_INVITATIONS);
});

test("a user has a maximum of organizations", async () => {
  const { invitee, token, id } = await startInvitation();
  for (let count = 0; count < MAX_MEMBERSHIPS; count += 1) {
    await createOrganization(table, { sub: invitee.sub, name: `Own ${count}` }, NOW);
  }
  await expect(acceptInvitation(table, token, invitee, NOW)).rejects.toMatchObject({
    code: "organization_limit",
  });
  expect(await loadMember(table, id, invitee.sub)).toBeUndefined();
});

test("an organization has a maximum of members", async () => {
  const { invitee, token, id } = await startInvitation();
  await table.update({
    key: organizationKey(id),
    expression: "SET #members = :many",
    values: { many: MAX_MEMBERS },
  });
  await expect(acceptInvitation(table, token, invitee, NOW)).rejects.toMatchObject({
    code: "organization_limit",
  });
});

test("a reader of the table finds no token", async () => {
  const { id, token, invitation } = await startInvitation();
  const item = await table.get(organizationInvitationKey(id, invitation.id));
  expect(JSON.stringify(item)).not.toContain(token.split(".")[2]);
  expect(Number(item?.expiresAt) * 1000).toBeGreaterThanOrEqual(invitation.expiresAt);
});
