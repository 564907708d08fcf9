import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { EventType } from "../../../../../clients/typescript/api-types.ts";

/** What happened, in a few words: for the audit log's rows and its filter. */
export const EVENT_TEXTS: Readonly<Record<EventType, MessageDescriptor>> = {
  sign_up: msg`Signed up`,
  sign_up_confirmed: msg`Confirmed the account`,
  sign_in: msg`Signed in`,
  hosted_sign_in: msg`Signed in on the sign-in pages`,
  machine_token_issued: msg`Machine got a token`,
  sign_in_failed: msg`Sign-in refused`,
  sign_in_throttled: msg`Sign-in held back after too many`,
  sign_out: msg`Signed out`,
  session_revoked: msg`Session revoked`,
  sessions_revoked: msg`All sessions revoked`,
  new_device: msg`Sign-in from a new device`,
  otp_sent: msg`Sign-in code sent`,
  otp_mismatch: msg`Wrong sign-in code`,
  otp_throttled: msg`Sign-in code held back after too many`,
  password_changed: msg`Changed the password`,
  password_reset: msg`Set a new password with a code`,
  profile_changed: msg`Changed the profile`,
  email_changed: msg`Changed the e-mail address`,
  phone_number_changed: msg`Changed the phone number`,
  phone_number_removed: msg`Removed the phone number`,
  mfa_changed: msg`Changed second factors`,
  recovery_codes_created: msg`Created new recovery codes`,
  recovery_code_used: msg`Used a recovery code`,
  passkey_added: msg`Added a passkey`,
  passkey_renamed: msg`Renamed a passkey`,
  passkey_removed: msg`Removed a passkey`,
  identity_linked: msg`Linked an identity provider`,
  identity_unlinked: msg`Unlinked an identity provider`,
  terms_accepted: msg`Accepted the terms`,
  data_exported: msg`Exported the account's data`,
  user_migrated: msg`Taken over from the former system`,
  group_added: msg`Added to a group`,
  group_removed: msg`Removed from a group`,
  user_invited: msg`Invited`,
  invitation_resent: msg`Invitation sent again`,
  user_changed: msg`Profile changed`,
  user_enabled: msg`Enabled`,
  user_disabled: msg`Disabled`,
  user_confirmed: msg`Account confirmed`,
  user_password_reset: msg`Password reset`,
  user_mfa_reset: msg`Second factors reset`,
  user_signed_out: msg`Signed out everywhere`,
  user_session_revoked: msg`Session revoked by an administrator`,
  user_deleted: msg`User deleted`,
  account_deleted: msg`Deleted the account`,
  group_created: msg`Group created`,
  group_changed: msg`Group changed`,
  group_deleted: msg`Group deleted`,
  organization_created: msg`Created an organization`,
  organization_changed: msg`Renamed an organization`,
  organization_deleted: msg`Deleted an organization`,
  organization_invited: msg`Invited someone to an organization`,
  organization_invitation_revoked: msg`Withdrew an invitation to an organization`,
  organization_joined: msg`Joined an organization`,
  organization_left: msg`Left an organization`,
  organization_member_removed: msg`Removed from an organization`,
  organization_role_changed: msg`Role in an organization changed`,
};

export const EVENT_TYPES = Object.keys(EVENT_TEXTS) as readonly EventType[];

/** Types that every sign-in writes: the list of notable events leaves them out. */
const ROUTINE_TYPES: ReadonlySet<EventType> = new Set([
  "sign_up",
  "sign_up_confirmed",
  "sign_in",
  "hosted_sign_in",
  "machine_token_issued",
  "sign_out",
  "otp_sent",
  "profile_changed",
  "user_migrated",
]);

/** Groups that a rule assigns at sign-up are routine, too; those that an administrator assigns are not. */
export const isSecurityEvent = ({
  type,
  actor,
}: {
  readonly type: EventType;
  readonly actor?: string;
}): boolean => !ROUTINE_TYPES.has(type) && (type !== "group_added" || actor !== undefined);

/** Done only by administrators. */
export const isOfAdministrators = (type: EventType): boolean =>
  type.startsWith("user_") ? type !== "user_migrated" : type === "invitation_resent";

/** Types that a row marks as danger or warning, beside their text. */
const WARNINGS: ReadonlySet<EventType> = new Set([
  "sign_in_failed",
  "sign_in_throttled",
  "otp_mismatch",
  "otp_throttled",
  "user_disabled",
  "user_deleted",
  "account_deleted",
  "group_deleted",
]);

export const isWarning = (type: EventType): boolean => WARNINGS.has(type);

/** The type in the URL, if it exists. */
export const knownType = (type: string | undefined): EventType | undefined =>
  EVENT_TYPES.find((known) => known === type);
