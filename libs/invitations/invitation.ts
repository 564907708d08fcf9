import { invitationKey } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { normalizeEmail } from "../auth/email.ts";

/**
 * What an administrator decided for somebody who has no account yet. It is written before `AdminCreateUser`, and taken up
 * when the account with this address, proved, gets its groups; in a pool that is by invitation it is also what lets the
 * address sign up. Times are milliseconds since the epoch.
 */
export interface Invitation {
  readonly email: string;
  readonly group: string;
  /** To write to them in, while the account says nothing. */
  readonly language?: string;
  /** The administrator's `sub`. */
  readonly invitedBy: string;
  readonly expiresAt: number;
}

/** An invitation as it is kept: by a digest of the address, without the address. */
export type KeptInvitation = Omit<Invitation, "email">;

function read(item: Item): KeptInvitation {
  const { group, language, invitedBy, until } = item;
  return {
    group: String(group),
    ...(typeof language === "string" ? { language } : {}),
    invitedBy: String(invitedBy),
    expiresAt: Number(until),
  };
}

/** Writes an invitation; an earlier one to the same address is void. */
export async function createInvitation(table: ActivityTable, invitation: Invitation): Promise<void> {
  const { email, expiresAt, ...kept } = invitation;
  await table.put({
    ...invitationKey(normalizeEmail(email)),
    ...kept,
    until: expiresAt,
    expiresAt: Math.ceil(expiresAt / 1000),
  });
}

/** @returns the invitation that an address may still take up; undefined where there is none */
export async function loadInvitation(
  table: ActivityTable,
  email: string,
  now: number,
): Promise<KeptInvitation | undefined> {
  const item = await table.get(invitationKey(normalizeEmail(email)));
  const isOpen = item !== undefined && item.acceptedBy === undefined && Number(item.until) > now;
  return isOpen ? read(item) : undefined;
}

/**
 * Takes an invitation up for an account: one conditional write, so that of several accounts one gets what it promises.
 * The same account may take it up again.
 *
 * @param email which the caller knows to be proved by this account
 * @returns the invitation; undefined where there is none for this account
 */
export async function acceptInvitation(
  table: ActivityTable,
  { email, sub }: { readonly email: string; readonly sub: string },
  now: number,
): Promise<KeptInvitation | undefined> {
  const item = await table.update({
    key: invitationKey(normalizeEmail(email)),
    expression: "SET #acceptedBy = :sub",
    condition: "#until > :now AND (attribute_not_exists(#acceptedBy) OR #acceptedBy = :sub)",
    values: { sub, now },
  });
  return item === undefined ? undefined : read(item);
}

/** Takes an invitation back. What was taken up already stays as it is. */
export async function revokeInvitation(table: ActivityTable, email: string): Promise<void> {
  await table.delete(invitationKey(normalizeEmail(email)));
}
