import {
  memberKey,
  ORGANIZATION_INVITATION_PREFIX,
  organizationInvitationKey,
  organizationKey,
  organizationPartition,
} from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { queryAll } from "../activity/query-pages.ts";
import type { TransactingTable, Write } from "../activity/transact-write.ts";
import { normalizeEmail } from "../auth/email.ts";
import { ApiError } from "../http/api-error.ts";
import { digestOf, isSameDigest, makeSecret } from "../otp/one-time-code.ts";
import { sha256 } from "../sha256.ts";
import { MAX_MEMBERSHIPS } from "./active-organization.ts";
import { INVITATION_DAYS, unlessChangedSince, wasChangedSince } from "./member-changes.ts";
import { loadMember, MAX_MEMBERS, unlessRole } from "./members.ts";
import { IS_THERE, joiningWrites, listOrganizationIds, loadMembershipIn } from "./organizations.ts";
import { includesRole, isOrganizationRole, type OrganizationRole } from "./roles.ts";

/** Open invitations of one organization. */
export const MAX_INVITATIONS = 100;

const DAY_MS = 24 * 60 * 60 * 1000;

/** An invitation to an organization. Times are milliseconds since the epoch. */
export interface OrganizationInvitation {
  /** The same for each invitation of the organization to one address. */
  readonly id: string;
  readonly organization: string;
  /** Normalized. */
  readonly email: string;
  readonly role: OrganizationRole;
  readonly invitedBy: string;
  readonly invitedAt: number;
  readonly expiresAt: number;
}

interface KeptInvitation extends OrganizationInvitation {
  readonly mac: string;
  readonly acceptedBy: string | undefined;
}

/** The invited user, with the address that the pool has verified. */
export interface Invitee {
  readonly sub: string;
  /** Undefined if the account has no verified address. */
  readonly verifiedEmail: string | undefined;
}

/** `organization.invitation.secret` */
const TOKEN = /^(org_[\w-]{16})\.([\w-]{22})\.([\w-]{43})$/;

/** One address has one invitation. The id is not the address: it is part of paths, which are logged. */
const idFor = (email: string) => sha256(email).slice(0, 22);

/** The secret is the key: the table's readers can't make a token, and a token is for one address of one organization. */
const macOf = (
  secret: string,
  { organization, id, email }: Pick<OrganizationInvitation, "organization" | "id" | "email">,
) => digestOf(secret, `${organization}/${id}/${email}`);

function readInvitation(item: Item | undefined): KeptInvitation | undefined {
  const { id, organization, email, role, invitedBy, invitedAt, until, mac, acceptedBy }: Partial<Item> =
    item ?? {};
  if (!isOrganizationRole(role)) return undefined;
  return {
    id: String(id),
    organization: String(organization),
    email: String(email),
    role,
    invitedBy: String(invitedBy),
    invitedAt: Number(invitedAt),
    expiresAt: Number(until),
    mac: String(mac),
    acceptedBy: typeof acceptedBy === "string" ? acceptedBy : undefined,
  };
}

const isOpen = ({ acceptedBy, expiresAt }: KeptInvitation, now: number) =>
  acceptedBy === undefined && expiresAt > now;

function withoutSecret({
  mac: _mac,
  acceptedBy: _by,
  ...invitation
}: KeptInvitation): OrganizationInvitation {
  return invitation;
}

/** The least role of a member who may invite to a role: only owners make owners. */
export const leastToInvite = (role: OrganizationRole): OrganizationRole =>
  role === "owner" ? "owner" : "admin";

/** The open invitations whose senders may still send them. */
async function withSendersRight(
  table: ActivityTable,
  organization: string,
  open: readonly KeptInvitation[],
): Promise<readonly KeptInvitation[]> {
  const senders = [...new Set(open.map(({ invitedBy }) => invitedBy))];
  const roles = new Map<unknown, unknown>();
  for (let start = 0; start < senders.length; start += MAX_INVITATIONS) {
    const keys = senders.slice(start, start + MAX_INVITATIONS).map((sub) => memberKey(organization, sub));
    for (const { sub, role } of await table.getAll(keys)) roles.set(sub, role);
  }
  return open.filter(({ invitedBy, role }) => {
    const sendersRole = roles.get(invitedBy);
    return isOrganizationRole(sendersRole) && includesRole(sendersRole, leastToInvite(role));
  });
}

/** The invitations of an organization that can be accepted, the newest first. */
export async function listInvitations(
  table: ActivityTable,
  organization: string,
  now: number,
): Promise<readonly OrganizationInvitation[]> {
  // Those that were accepted or have expired stay until the table deletes them.
  const items = await queryAll(table, {
    partition: organizationPartition(organization),
    prefix: ORGANIZATION_INVITATION_PREFIX,
    order: "oldest first",
    limit: 2 * MAX_INVITATIONS,
  });
  const open = items
    .flatMap((item) => readInvitation(item) ?? [])
    .filter((invitation) => isOpen(invitation, now));
  return (await withSendersRight(table, organization, open))
    .map(withoutSecret)
    .sort((one, other) => other.invitedAt - one.invitedAt);
}

interface NewInvitation {
  readonly organization: string;
  readonly email: string;
  readonly role: OrganizationRole;
  readonly invitedBy: string;
}

/**
 * Invites an address. An earlier invitation of the organization to it is void. Whether the address has an account makes no
 * difference.
 *
 * @param allowed the condition that the inviting member may do this
 * @returns the invitation, and the token for its mail, which is stored nowhere
 * @throws ApiError `organization_role_required`, `organization_limit`, `not_found`
 */
export async function createInvitation(
  table: TransactingTable,
  { organization, email: given, role, invitedBy }: NewInvitation,
  allowed: Write,
  now: number,
): Promise<{ readonly invitation: OrganizationInvitation; readonly token: string }> {
  const email = normalizeEmail(given);
  const id = idFor(email);
  const open = await listInvitations(table, organization, now);
  if (open.length >= MAX_INVITATIONS && !open.some((one) => one.id === id)) {
    throw new ApiError("organization_limit");
  }
  const secret = makeSecret();
  const expiresAt = now + INVITATION_DAYS * DAY_MS;
  const { expiresAt: _, ...invitation } = {
    id,
    organization,
    email,
    role,
    invitedBy,
    invitedAt: now,
    expiresAt,
  };
  const failed = await table.transact([
    { check: organizationKey(organization), condition: IS_THERE },
    allowed,
    {
      put: {
        ...organizationInvitationKey(organization, id),
        ...invitation,
        mac: macOf(secret, { organization, id, email }),
        until: expiresAt,
        expiresAt: Math.ceil(expiresAt / 1000),
      },
    },
  ]);
  if (failed.includes(0)) throw new ApiError("not_found");
  if (failed.length > 0) throw new ApiError("organization_role_required");
  return { invitation: { ...invitation, expiresAt }, token: `${organization}.${id}.${secret}` };
}

/** @returns false if there is no open one */
export async function revokeInvitation(
  table: TransactingTable,
  { organization, id }: { readonly organization: string; readonly id: string },
  allowed: Write,
): Promise<boolean> {
  const failed = await table.transact([
    {
      delete: organizationInvitationKey(organization, id),
      condition: "attribute_exists(#mac) AND attribute_not_exists(#acceptedBy)",
    },
    allowed,
  ]);
  if (failed.includes(1)) throw new ApiError("organization_role_required");
  return failed.length === 0;
}

/** Voids an invitation whose mail could not be sent. */
export async function withdrawInvitation(
  table: ActivityTable,
  { organization, id }: Pick<OrganizationInvitation, "organization" | "id">,
): Promise<void> {
  await table.delete(organizationInvitationKey(organization, id));
}

/** Whether the sender may still send it, and no other member has changed or ended the invited account's membership since. */
async function isUpheld(
  table: ActivityTable,
  { organization, role, invitedBy, invitedAt }: KeptInvitation,
  sub: string,
): Promise<boolean> {
  const [sender, wasChanged] = await Promise.all([
    loadMembershipIn(table, invitedBy, organization),
    wasChangedSince(table, { organization, sub }, invitedAt),
  ]);
  return sender !== undefined && includesRole(sender.role, leastToInvite(role)) && !wasChanged;
}

/**
 * The invitation of a token. Reading it changes nothing: programs that open links in mails do no harm.
 *
 * @throws ApiError `invitation_not_valid` if it is wrong, expired, revoked, or was accepted by another account, if its sender
 *   has lost the right to send it, or if it is older than what another member decided about the caller;
 *   `invitation_for_other_address` if it is for another address than the caller's
 */
export async function loadInvitation(
  table: ActivityTable,
  token: string,
  { sub, verifiedEmail }: Invitee,
  now: number,
): Promise<KeptInvitation> {
  const [, organization = "", id = "", secret = ""] = TOKEN.exec(token) ?? [];
  const invitation =
    organization === ""
      ? undefined
      : readInvitation(await table.get(organizationInvitationKey(organization, id)));
  const isRight = invitation !== undefined && isSameDigest(macOf(secret, invitation), invitation.mac);
  const isUsable =
    isRight &&
    (invitation.acceptedBy === sub || (isOpen(invitation, now) && (await isUpheld(table, invitation, sub))));
  if (!isUsable) throw new ApiError("invitation_not_valid");
  if (verifiedEmail === undefined || normalizeEmail(verifiedEmail) !== invitation.email) {
    throw new ApiError("invitation_for_other_address");
  }
  return invitation;
}

/**
 * Makes the invited user a member, by one transaction. The same account may do it again. A member keeps their role: an
 * invitation gives no member less, and only a member with the right may give more.
 *
 * @returns whether the user is a new member
 * @throws ApiError what {@link loadInvitation} throws; `organization_limit` if the organization or the user has no room
 */
export async function acceptInvitation(
  table: TransactingTable,
  token: string,
  invitee: Invitee,
  now: number,
): Promise<{ readonly organization: string; readonly isNew: boolean }> {
  const invitation = await loadInvitation(table, token, invitee, now);
  const { organization, id, role, mac, acceptedBy, invitedBy, invitedAt } = invitation;
  const { sub } = invitee;
  const isMember = async () => (await loadMember(table, organization, sub)) !== undefined;
  if (acceptedBy === sub) {
    // A link does not bring back a member who was removed.
    if (!(await isMember())) throw new ApiError("invitation_not_valid");
    return { organization, isNew: false };
  }
  const memberships = await listOrganizationIds(table, sub);
  if (memberships.length >= MAX_MEMBERSHIPS && !memberships.includes(organization)) {
    throw new ApiError("organization_limit");
  }
  const used: Write = {
    update: organizationInvitationKey(organization, id),
    expression: "SET #acceptedBy = :sub",
    condition: "#mac = :mac AND #until > :now AND attribute_not_exists(#acceptedBy)",
    values: { sub, mac, now },
  };
  if (invitedBy === sub) {
    // Its sender is a member already.
    await table.transact([used]);
    return { organization, isNew: false };
  }
  const room = 1;
  const failed = await table.transact([
    used,
    {
      update: organizationKey(organization),
      expression: "ADD #members :one, #owners :owners",
      condition: `${IS_THERE} AND #members < :max`,
      values: { one: 1, owners: role === "owner" ? 1 : 0, max: MAX_MEMBERS },
    },
    ...joiningWrites({ sub, organization, role }, now),
    // Once more, what was read: meanwhile, another member may have decided otherwise.
    unlessRole(invitedBy, organization, leastToInvite(role)),
    unlessChangedSince({ organization, sub }, invitedAt),
  ]);
  if (failed.length === 0) return { organization, isNew: true };
  if (await isMember()) {
    await table.transact([used]);
    return { organization, isNew: false };
  }
  const isFull = failed.every((index) => index === room);
  throw new ApiError(isFull ? "organization_limit" : "invitation_not_valid");
}

/** Voids an invitation that its addressee does not want. @throws ApiError what {@link loadInvitation} throws */
export async function declineInvitation(
  table: TransactingTable,
  token: string,
  invitee: Invitee,
  now: number,
): Promise<Pick<OrganizationInvitation, "organization">> {
  const { organization, id, mac, acceptedBy } = await loadInvitation(table, token, invitee, now);
  if (acceptedBy !== undefined) throw new ApiError("invitation_not_valid");
  const failed = await table.transact([
    {
      delete: organizationInvitationKey(organization, id),
      condition: "#mac = :mac AND attribute_not_exists(#acceptedBy)",
      values: { mac },
    },
  ]);
  if (failed.length > 0) throw new ApiError("invitation_not_valid");
  return { organization };
}
