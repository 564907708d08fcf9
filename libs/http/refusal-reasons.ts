/**
 * Why a request was refused: `reason` of the problem `request_refused`. A closed list for clients to decide by; never renamed.
 */
export const REFUSAL_REASONS = {
  account_unavailable: "The account that the sign-in leads to is disabled.",
  email_domain_not_allowed: "Sign-up is not open to the domain of this e-mail address.",
  email_missing: "Sign-up needs an e-mail address.",
  email_not_verified: "Sign-up needs an e-mail address that the identity provider has verified.",
  firewall: "The firewall in front of the user pool (AWS WAF) refused the request.",
  invitation_required: "Sign-up is by invitation only, and there is none for this address.",
  sign_up_closed: "Only administrators create accounts.",
  trigger: "A trigger of the deployment refused the request for a reason of its own.",
} as const satisfies Record<string, string>;

export type RefusalReason = keyof typeof REFUSAL_REASONS;
