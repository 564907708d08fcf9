import { pendingAttributes } from "../../libs/account/pending-attributes.ts";
import { recoveryCodes } from "../../libs/account/recovery-codes.ts";
import { loadSummary } from "../../libs/activity/account-summary.ts";
import { versionOf } from "../../libs/admins/version-of.ts";
import { describeMfa } from "../../libs/cognito/second-factors.ts";
import { consentStore } from "../../libs/consent/consent-store.ts";
import type { UserDetail, UserSummary } from "../../libs/schemas/admin-users.ts";
import { listUserSessions } from "../../libs/sessions/user-sessions.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { table } from "./administration.ts";
import { loadGroupsOf } from "./load-groups-of.ts";
import { loadUser } from "./load-user.ts";
import { describeInvitation } from "./pending-invitation.ts";
import { sessionPlaces } from "./session-places.ts";

/** The version of what `PATCH` can change. */
export const userVersion = (
  { email, name, givenName, familyName, locale }: UserSummary,
  pendingEmail: string | undefined,
): string => versionOf([email, pendingEmail, name, givenName, familyName, locale]);

/** A new address that waits for its code. */
export async function loadPendingEmail({ sub, email }: UserSummary): Promise<string | undefined> {
  const { email: pending } = await pendingAttributes(table()).load(sub, Date.now());
  return pending === email ? undefined : pending;
}

/** The last sign-in, as the post-authentication trigger recorded it. */
async function loadLastSignIn(sub: string): Promise<UserDetail["lastSignIn"]> {
  const { lastSignInAt, lastClientId = "" } = await loadSummary(table(), sub);
  return lastSignInAt === undefined
    ? null
    : { at: new Date(lastSignInAt).toISOString(), clientId: lastClientId };
}

async function loadLastConsent(sub: string): Promise<UserDetail["terms"]> {
  const [last] = await consentStore(table()).list(sub);
  return last === undefined
    ? null
    : { version: last.version, acceptedAt: new Date(last.acceptedAt).toISOString() };
}

/** @throws ApiError `not_found` */
export async function loadUserDetail(id: string): Promise<UserDetail> {
  const { username, mfaSettings, ...user } = await loadUser(id);
  const [groups, recoveryCodesLeft, lastSignIn, sessions, terms, invitation, pendingEmail] =
    await Promise.all([
      loadGroupsOf(username),
      recoveryCodes(table()).countLeft(user.sub),
      loadLastSignIn(user.sub),
      listUserSessions({ sub: user.sub, username }, sessionPlaces()),
      loadLastConsent(user.sub),
      user.status === "FORCE_CHANGE_PASSWORD" ? describeInvitation(user.email) : null,
      loadPendingEmail(user),
    ]);
  return {
    ...user,
    ...withoutUndefined({ pendingEmail }),
    version: userVersion(user, pendingEmail),
    groups: [...groups],
    mfa: { ...describeMfa(mfaSettings), recoveryCodesLeft },
    terms,
    lastSignIn,
    sessions: sessions.length,
    invitation,
  };
}
