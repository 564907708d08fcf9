/** Cognito's message templates: their default texts, their placeholders. */

export interface MessageText {
  /** `null` for a text message. */
  readonly subject: string | null;
  readonly body: string;
}

/** Stands for the code, or for a temporary password. */
export const CODE_PLACEHOLDER = "{####}";
export const USERNAME_PLACEHOLDER = "{username}";
/** Stands for the whole confirmation link; the words between the marks are its text. */
export const LINK_PLACEHOLDER = "{##Click Here##}";

/** The texts a pool sends where nobody wrote others (console defaults of Amazon Cognito). */
export const DEFAULT_TEXTS = {
  verification: {
    subject: "Your verification code",
    email: "Your confirmation code is {####}",
    sms: "Your confirmation code is {####}",
  },
  authentication: {
    subject: "Your authentication code",
    email: "Your authentication code is {####}",
    sms: "Your authentication code is {####}",
  },
  invitation: {
    subject: "Your temporary password",
    email: "Your username is {username} and temporary password is {####}",
    sms: "Your username is {username} and temporary password is {####}",
  },
} as const;

/** Whether a text names everything its reader needs: the code, in an invitation the username too. */
export function hasPlaceholders(body: string, kind: "code" | "invitation"): boolean {
  return body.includes(CODE_PLACEHOLDER) && (kind === "code" || body.includes(USERNAME_PLACEHOLDER));
}

/** Puts the values in. `{username}` is replaced in the subject too. */
export function renderMessage(
  { subject, body }: MessageText,
  values: { readonly code: string; readonly username: string },
): MessageText {
  const render = (text: string) =>
    text
      .replaceAll(CODE_PLACEHOLDER, () => values.code)
      .replaceAll(USERNAME_PLACEHOLDER, () => values.username);
  return { subject: subject === null ? null : render(subject), body: render(body) };
}
