/** Why Cognito sends a code: the seven sources of the custom-message trigger, without their common prefix. */
export const MESSAGE_PURPOSES = [
  "SignUp",
  "ResendCode",
  "AdminCreateUser",
  "ForgotPassword",
  "UpdateUserAttribute",
  "VerifyUserAttribute",
  "Authentication",
] as const;

export type MessagePurpose = (typeof MESSAGE_PURPOSES)[number];

/** A page that takes a code from a link. */
export type LinkPage = "confirm" | "reset";

/**
 * The purposes that can have a link instead of the code. Not the verification of an attribute: that needs the user's access
 * token, which a page opened from a mail does not have. Not an invitation, whose code is a password and must not be in an
 * address, and not a sign-in, which continues where it started.
 */
export const LINK_PAGES = {
  SignUp: "confirm",
  ResendCode: "confirm",
  ForgotPassword: "reset",
} as const satisfies {
  readonly [Purpose in MessagePurpose]?: LinkPage;
};

export type LinkPurpose = keyof typeof LINK_PAGES;

export function isMessagePurpose(purpose: string): purpose is MessagePurpose {
  return MESSAGE_PURPOSES.some((known) => known === purpose);
}

export function isLinkPurpose(purpose: MessagePurpose): purpose is LinkPurpose {
  return Object.hasOwn(LINK_PAGES, purpose);
}
