import { invitationKey } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { normalizeEmail } from "../auth/email.ts";

/**
 * What an administrator decided for a person without an account. It is written before `AdminCreateUser`, and accepted when the
 * account with this verified address gets its groups; in a pool with sign-up by invitation it also lets the address sign up.
 * Times are milliseconds since the epoch.
 */
export interface Invitation {
  readonly email: string;
  readonly group: string;
  /** For messages, as long as the account has no language. */
  readonly language?: string;
  /** The administrator's `sub`. */
  readonly invitedBy: string;
  readonly expiresAt: number;
}

/** An invitation as it is stored: by a digest of the address, without the address. */
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

/** @returns the open invitation of an address; undefined if there is none */
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
 * Accepts an invitation for an account by one conditional write, so that only one of several accounts gets what it promises.
 * The same account may accept it again.
 *
 * @param email verified by this account
 * @returns the invitation; undefined if there is none for this account
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

/** Revokes an invitation. One that was accepted has had its effect. */
export async function revokeInvitation(table: ActivityTable, email: string): Promise<void> {
  await table.delete(invitationKey(normalizeEmail(email)));
}
