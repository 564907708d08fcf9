/**
 * The account events on the bus and at the webhook. Written by `npm run docs:events` from the schemas of the service.
 *
 * Every delivery of an event has the same `detail.id`. Later versions may add types and members.
 */

/** `source` of every account event. */
export const ACCOUNT_EVENT_SOURCE = "serverless-auth.accounts";

/** An event as EventBridge delivers it, to a function or to the webhook. */
export interface AccountEventMessage<Type extends AccountEventType = AccountEventType> {
  version: "0";
  /** Of this delivery to the bus; the event's own id is `detail.id`. */
  id: string;
  "detail-type": Type;
  source: typeof ACCOUNT_EVENT_SOURCE;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: AccountEvent<Type>;
}

/** `detail` of an event; of all of them, a union that `type` distinguishes. */
export type AccountEvent<Type extends AccountEventType = AccountEventType> = {
  [Name in Type]: {
    version: AccountEvents[Name]["version"];
    /** The idempotency key. */
    id: string;
    type: Name;
    /** RFC 3339, in milliseconds and UTC. */
    at: string;
    /** The account, or a machine's client. */
    sub: string;
    /** The administrator, if the event is not the account's own. */
    actor?: string;
    clientId?: string;
    data: AccountEvents[Name]["data"];
  };
}[Type];

export type AccountEventType = keyof AccountEvents;

/** Version and data, by type. */
export interface AccountEvents {
  /** An account was created */
  sign_up: { version: 1; data: Record<string, unknown> };
  /** An account was confirmed with its code */
  sign_up_confirmed: { version: 1; data: Record<string, unknown> };
  /** A sign-in ended with tokens */
  sign_in: { version: 1; data: { flow: "native" | "federated"; provider?: string } };
  /** An app got tokens by the hosted sign-in pages */
  hosted_sign_in: { version: 1; data: { provider?: string } };
  /** A machine got a token with its client's secret */
  machine_token_issued: { version: 1; data: Record<string, unknown> };
  /** A sign-in to this account was refused */
  sign_in_failed: { version: 1; data: Record<string, unknown> };
  /** A sign-in was refused because of too many before it */
  sign_in_throttled: { version: 1; data: Record<string, unknown> };
  /** A sign-in was ended by its owner */
  sign_out: { version: 1; data: Record<string, unknown> };
  /** One sign-in was ended from elsewhere */
  session_revoked: { version: 1; data: Record<string, unknown> };
  /** All sign-ins were ended */
  sessions_revoked: { version: 1; data: Record<string, unknown> };
  /** A sign-in came from a device never seen before */
  new_device: { version: 1; data: Record<string, unknown> };
  /** A sign-in code or link was sent */
  otp_sent: { version: 1; data: { channel: "email" | "sms" | "link" } };
  /** A wrong sign-in code or link was given */
  otp_mismatch: { version: 1; data: { channel: "email" | "sms" | "link"; try: number } };
  /** A sign-in code or link was not sent because of too many before it */
  otp_throttled: { version: 1; data: { channel: "email" | "sms" | "link" } };
  /** The password was changed by its owner */
  password_changed: { version: 1; data: Record<string, unknown> };
  /** A new password was set with a code */
  password_reset: { version: 1; data: Record<string, unknown> };
  /** The profile was changed */
  profile_changed: { version: 1; data: Record<string, unknown> };
  /** The e-mail address was changed and verified */
  email_changed: { version: 1; data: Record<string, unknown> };
  /** The phone number was changed and verified */
  phone_number_changed: { version: 1; data: Record<string, unknown> };
  /** The phone number was removed */
  phone_number_removed: { version: 1; data: Record<string, unknown> };
  /** Second factors were added, removed or preferred */
  mfa_changed: { version: 1; data: { enabled: string[] } };
  /** New recovery codes were created; older ones are void */
  recovery_codes_created: { version: 1; data: Record<string, unknown> };
  /** A recovery code was used up */
  recovery_code_used: { version: 1; data: { left: number } };
  /** A passkey was registered */
  passkey_added: { version: 1; data: Record<string, unknown> };
  /** A passkey got another name */
  passkey_renamed: { version: 1; data: Record<string, unknown> };
  /** A passkey was removed */
  passkey_removed: { version: 1; data: Record<string, unknown> };
  /** An account of an identity provider was linked */
  identity_linked: { version: 1; data: { provider: string } };
  /** An account of an identity provider was unlinked by its owner */
  identity_unlinked: { version: 1; data: { provider: string } };
  /** The owner accepted a version of the terms */
  terms_accepted: { version: 1; data: { version: string } };
  /** The owner exported all data of the account */
  data_exported: { version: 1; data: Record<string, unknown> };
  /** The account was migrated from the former system */
  user_migrated: { version: 1; data: Record<string, unknown> };
  /** The account was added to a group */
  group_added: { version: 1; data: { group: string; rule?: "default" | "domain" | "invitation" | "first_admin" } };
  /** The account was removed from a group */
  group_removed: { version: 1; data: { group: string } };
  /** An administrator created the account */
  user_invited: { version: 1; data: { group: string } };
  /** An administrator sent the invitation again */
  invitation_resent: { version: 1; data: Record<string, unknown> };
  /** An administrator changed the account's attributes */
  user_changed: { version: 1; data: { fields: string[] } };
  /** An administrator enabled the account */
  user_enabled: { version: 1; data: Record<string, unknown> };
  /** An administrator disabled the account */
  user_disabled: { version: 1; data: Record<string, unknown> };
  /** An administrator confirmed the account */
  user_confirmed: { version: 1; data: Record<string, unknown> };
  /** An administrator made the account choose a new password */
  user_password_reset: { version: 1; data: Record<string, unknown> };
  /** An administrator removed the account's second factors */
  user_mfa_reset: { version: 1; data: { removed: string[] } };
  /** An administrator ended all sign-ins of the account */
  user_signed_out: { version: 1; data: Record<string, unknown> };
  /** An administrator ended one sign-in of the account */
  user_session_revoked: { version: 1; data: Record<string, unknown> };
  /** An administrator deleted the account */
  user_deleted: { version: 1; data: Record<string, unknown> };
  /** The account was deleted by its owner */
  account_deleted: { version: 1; data: { by?: "housekeeping" } };
  /** An administrator created a group */
  group_created: { version: 1; data: { group: string } };
  /** An administrator changed a group */
  group_changed: { version: 1; data: { group: string } };
  /** An administrator deleted a group */
  group_deleted: { version: 1; data: { group: string } };
  /** The account created an organization */
  organization_created: { version: 1; data: { organization: string; role?: string } };
  /** The account renamed an organization */
  organization_changed: { version: 1; data: { organization: string; role?: string } };
  /** The account deleted an organization */
  organization_deleted: { version: 1; data: { organization: string; role?: string } };
  /** The account invited an address to an organization */
  organization_invited: { version: 1; data: { organization: string; role?: string } };
  /** The account withdrew an invitation to an organization */
  organization_invitation_revoked: { version: 1; data: { organization: string; role?: string } };
  /** The account accepted an invitation to an organization */
  organization_joined: { version: 1; data: { organization: string; role?: string } };
  /** The account left an organization */
  organization_left: { version: 1; data: { organization: string; role?: string } };
  /** The account was removed from an organization */
  organization_member_removed: { version: 1; data: { organization: string; role?: string } };
  /** The account got another role in an organization */
  organization_role_changed: { version: 1; data: { organization: string; role?: string } };
}
