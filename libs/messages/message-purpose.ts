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

/** A page that takes a code out of a link. */
export type LinkPage = "confirm" | "reset";

/**
 * The purposes for which a link can stand instead of the code. Not those of a signed-in user's attributes: to verify one
 * takes the user's access token, which the app has and a page opened from a mail has not. Nor an invitation, whose code
 * is a password and never belongs in an address, nor a sign-in, which goes on where it was begun.
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
