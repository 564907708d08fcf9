/**
 * Everything that is written into the audit trail: a closed list, the same names as in the metrics. docs/data-model.md
 * is checked against it. A name is never changed once it was written.
 */
export const EVENT_TYPES = {
  sign_up: "An account was created",
  sign_up_confirmed: "An account was confirmed with its code",
  sign_in: "A sign-in ended with tokens",
  hosted_sign_in: "An app got tokens by the hosted sign-in pages",
  machine_token_issued: "A machine got a token with its client's secret",
  sign_in_failed: "A sign-in to this account was refused",
  sign_in_throttled: "A sign-in was refused because of too many before it",
  sign_out: "A sign-in was ended by its owner",
  session_revoked: "One sign-in was ended from elsewhere",
  sessions_revoked: "All sign-ins were ended",
  new_device: "A sign-in came from a device never seen before",
  otp_sent: "A sign-in code was sent",
  otp_mismatch: "A wrong sign-in code was given",
  otp_throttled: "A sign-in code was not sent because of too many before it",
  password_changed: "The password was changed by its owner",
  password_reset: "The password was set anew with a code",
  profile_changed: "The profile was changed",
  email_changed: "The e-mail address was changed and proved",
  phone_number_changed: "The telephone number was changed and proved",
  mfa_changed: "Second factors were added, removed or preferred",
  recovery_codes_created: "New recovery codes were made; older ones are void",
  recovery_code_used: "A recovery code was used up",
  passkey_added: "A passkey was registered",
  passkey_removed: "A passkey was removed",
  identity_linked: "An account of an identity provider was linked",
  user_migrated: "The account was taken over from the former system",
  group_added: "The account became member of a group",
  group_removed: "The account left a group",
  user_invited: "An administrator created the account",
  invitation_resent: "An administrator sent the invitation again",
  user_changed: "An administrator changed the account's attributes",
  user_enabled: "An administrator enabled the account",
  user_disabled: "An administrator disabled the account",
  user_confirmed: "An administrator confirmed the account",
  user_password_reset: "An administrator made the account choose a new password",
  user_mfa_reset: "An administrator removed the account's second factors",
  user_signed_out: "An administrator ended all sign-ins of the account",
  user_deleted: "An administrator deleted the account",
  account_deleted: "The account was deleted by its owner",
  group_created: "An administrator created a group",
  group_changed: "An administrator changed a group",
  group_deleted: "An administrator deleted a group",
} as const;

export type EventType = keyof typeof EVENT_TYPES;

export function isEventType(name: string): name is EventType {
  return Object.hasOwn(EVENT_TYPES, name);
}
