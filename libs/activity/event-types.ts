/**
 * The events of the audit trail: a closed list, with the same names as the metrics. A test compares it with docs/data-model.md.
 * A name never changes once it was written.
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
  otp_sent: "A sign-in code or link was sent",
  otp_mismatch: "A wrong sign-in code or link was given",
  otp_throttled: "A sign-in code or link was not sent because of too many before it",
  password_changed: "The password was changed by its owner",
  password_reset: "A new password was set with a code",
  profile_changed: "The profile was changed",
  email_changed: "The e-mail address was changed and verified",
  phone_number_changed: "The phone number was changed and verified",
  phone_number_removed: "The phone number was removed",
  mfa_changed: "Second factors were added, removed or preferred",
  recovery_codes_created: "New recovery codes were created; older ones are void",
  recovery_code_used: "A recovery code was used up",
  passkey_added: "A passkey was registered",
  passkey_renamed: "A passkey got another name",
  passkey_removed: "A passkey was removed",
  identity_linked: "An account of an identity provider was linked",
  identity_unlinked: "An account of an identity provider was unlinked by its owner",
  terms_accepted: "The owner accepted a version of the terms",
  data_exported: "The owner exported all data of the account",
  user_migrated: "The account was migrated from the former system",
  group_added: "The account was added to a group",
  group_removed: "The account was removed from a group",
  user_invited: "An administrator created the account",
  invitation_resent: "An administrator sent the invitation again",
  user_changed: "An administrator changed the account's attributes",
  user_enabled: "An administrator enabled the account",
  user_disabled: "An administrator disabled the account",
  user_confirmed: "An administrator confirmed the account",
  user_password_reset: "An administrator made the account choose a new password",
  user_mfa_reset: "An administrator removed the account's second factors",
  user_signed_out: "An administrator ended all sign-ins of the account",
  user_session_revoked: "An administrator ended one sign-in of the account",
  user_deleted: "An administrator deleted the account",
  account_deleted: "The account was deleted by its owner",
  group_created: "An administrator created a group",
  group_changed: "An administrator changed a group",
  group_deleted: "An administrator deleted a group",
  organization_created: "The account created an organization",
  organization_changed: "The account renamed an organization",
  organization_deleted: "The account deleted an organization",
  organization_invited: "The account invited an address to an organization",
  organization_invitation_revoked: "The account withdrew an invitation to an organization",
  organization_joined: "The account accepted an invitation to an organization",
  organization_left: "The account left an organization",
  organization_member_removed: "The account was removed from an organization",
  organization_role_changed: "The account got another role in an organization",
} as const;

export type EventType = keyof typeof EVENT_TYPES;

/**
 * The types that sign-ups and sign-ins write: each day has so many that a search by type finds them there. Every other type is
 * rare among them and has its own index. A type that leaves the list is missing in the index for its earlier events.
 */
const FREQUENT_TYPES: ReadonlySet<EventType> = new Set<EventType>([
  "sign_up",
  "sign_up_confirmed",
  "sign_in",
  "hosted_sign_in",
  "machine_token_issued",
  "sign_in_failed",
  "sign_in_throttled",
  "sign_out",
  "new_device",
  "otp_sent",
  "otp_mismatch",
  "otp_throttled",
  "user_migrated",
  "group_added",
]);

export const isFrequent = (type: EventType): boolean => FREQUENT_TYPES.has(type);

export function isEventType(name: string): name is EventType {
  return Object.hasOwn(EVENT_TYPES, name);
}
