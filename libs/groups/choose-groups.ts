import { firstAdminKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { trustedDomainOf } from "../auth/email-domain.ts";
import { ADMINS } from "../auth/permissions.ts";
import { acceptInvitation } from "../invitations/invitation.ts";
import type { GroupRules } from "./group-rules.ts";

/** A group and the reason for it. */
export interface ChosenGroup {
  readonly group: string;
  readonly rule: "default" | "domain" | "invitation" | "first_admin";
}

interface NewAccount {
  readonly sub: string;
  readonly verifiedEmail: string | undefined;
  /** Whether the account is known to belong to the address: see `vouched.ts`. */
  readonly isVouched: () => Promise<boolean>;
}

/** Whether this account is, or has just become, the first with the address. The same account may ask again. */
async function claimFirstAdmin(
  table: ActivityTable,
  email: string,
  sub: string,
  now: number,
): Promise<boolean> {
  const key = firstAdminKey(email);
  if (await table.putNew({ ...key, sub, at: new Date(now).toISOString() })) return true;
  return (await table.get(key))?.sub === sub;
}

/**
 * The groups of a new account: the default one and, if it is vouched for, those of its verified address: of the domain, of an
 * invitation, and the first administrator's. Otherwise no invitation and no claim is used up: a stranger could have got the
 * code that verifies the address out of its owner. The same account gets the same answer again.
 */
export async function chooseGroups(
  table: ActivityTable,
  { defaultGroup, domainGroups, firstAdminEmail }: GroupRules,
  { sub, verifiedEmail: email, isVouched }: NewAccount,
  now: number,
): Promise<readonly ChosenGroup[]> {
  const chosen: ChosenGroup[] = [{ group: defaultGroup, rule: "default" }];
  if (email !== undefined && (await isVouched())) {
    const ofDomain = domainGroups.get(trustedDomainOf(email));
    if (ofDomain !== undefined) chosen.push({ group: ofDomain, rule: "domain" });
    const [invitation, isFirstAdmin] = await Promise.all([
      acceptInvitation(table, { email, sub }, now),
      email === firstAdminEmail && claimFirstAdmin(table, email, sub, now),
    ]);
    if (invitation !== undefined) chosen.push({ group: invitation.group, rule: "invitation" });
    if (isFirstAdmin) chosen.push({ group: ADMINS, rule: "first_admin" });
  }
  return chosen.filter(({ group }, index) => chosen.findIndex((other) => other.group === group) === index);
}
