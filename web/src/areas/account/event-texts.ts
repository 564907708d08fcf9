import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { IconName } from "../../components/icons.tsx";
import type { ActivityEvent } from "./queries.ts";

type EventType = ActivityEvent["type"];

/** What happened, in words for the account's owner. Types that concern other users never occur here. */
export const EVENT_TEXTS: Readonly<Partial<Record<EventType, readonly [IconName, MessageDescriptor]>>> = {
  sign_up: ["user", msg`Account created`],
  sign_up_confirmed: ["check", msg`Account confirmed`],
  sign_in: ["user", msg`Signed in`],
  hosted_sign_in: ["user", msg`Signed in on the sign-in pages`],
  sign_in_failed: ["alert", msg`Sign-in refused`],
  sign_in_throttled: ["alert", msg`Sign-in refused after too many tries`],
  sign_out: ["signOut", msg`Signed out`],
  session_revoked: ["signOut", msg`Session revoked`],
  sessions_revoked: ["signOut", msg`Signed out everywhere`],
  new_device: ["laptop", msg`Signed in on a new device`],
  otp_sent: ["mail", msg`Sign-in code sent`],
  otp_mismatch: ["alert", msg`Wrong sign-in code entered`],
  otp_throttled: ["alert", msg`Sign-in code held back after too many`],
  password_changed: ["key", msg`Password changed`],
  password_reset: ["key", msg`Password reset with a code`],
  profile_changed: ["user", msg`Profile changed`],
  email_changed: ["mail", msg`E-mail address changed`],
  phone_number_changed: ["message", msg`Phone number changed`],
  phone_number_removed: ["message", msg`Phone number removed`],
  mfa_changed: ["shield", msg`Second steps changed`],
  recovery_codes_created: ["lock", msg`New recovery codes made`],
  recovery_code_used: ["lock", msg`Recovery code used`],
  passkey_added: ["passkey", msg`Passkey added`],
  passkey_renamed: ["passkey", msg`Passkey renamed`],
  passkey_removed: ["passkey", msg`Passkey removed`],
  identity_linked: ["link", msg`Account of a provider linked`],
  identity_unlinked: ["link", msg`Account of a provider unlinked`],
  terms_accepted: ["check", msg`Terms accepted`],
  data_exported: ["download", msg`Data exported`],
  user_migrated: ["user", msg`Account taken over from the former system`],
  group_added: ["groups", msg`Added to a group`],
  group_removed: ["groups", msg`Removed from a group`],
  user_invited: ["user", msg`Invited by an administrator`],
  invitation_resent: ["mail", msg`Invitation sent again by an administrator`],
  user_changed: ["user", msg`Profile changed by an administrator`],
  user_enabled: ["user", msg`Account enabled by an administrator`],
  user_disabled: ["lock", msg`Account disabled by an administrator`],
  user_confirmed: ["check", msg`Account confirmed by an administrator`],
  user_password_reset: ["key", msg`Password reset by an administrator`],
  user_mfa_reset: ["shield", msg`Second steps removed by an administrator`],
  user_signed_out: ["signOut", msg`Signed out everywhere by an administrator`],
  user_session_revoked: ["signOut", msg`Session revoked by an administrator`],
};
