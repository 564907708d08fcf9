/** Cognito's message templates: their default texts, their placeholders. */

/** The placeholder of the code, or of a temporary password. */
export const CODE_PLACEHOLDER = "{####}";
export const USERNAME_PLACEHOLDER = "{username}";
/** The placeholder of the whole confirmation link; the words between the marks are its text. */
export const LINK_PLACEHOLDER = "{##Click Here##}";

/** The texts a pool sends by default (those of the Amazon Cognito console). */
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

/** The text of a mail that confirms by a link (API_VerificationMessageTemplateType, `EmailMessageByLink`). */
export const DEFAULT_LINK_TEXTS = {
  subject: "Your verification link",
  email: "Please click the link below to verify your email address. {##Verify Email##}",
} as const;

const LINK = /\{##(.*?)##\}/s;

/** Whether the text has the link's placeholder. */
export const hasLinkPlaceholder = (body: string): boolean => LINK.test(body);

/** Inserts the link; the words between the marks are its text, in HTML like the whole mail. */
export function renderLink(text: string, url: string): string {
  return text.replace(
    new RegExp(LINK, "gs"),
    (_, words: string) => `<a href="${escapeHtml(url)}">${words}</a>`,
  );
}

export type MessageKind = keyof typeof DEFAULT_TEXTS;

/** The purpose of a message, by its trigger source. */
export function messageKind(source: string): MessageKind {
  if (source === "CustomMessage_AdminCreateUser") return "invitation";
  return source === "CustomMessage_Authentication" ? "authentication" : "verification";
}

/** The first missing placeholder: readers need the code, and in an invitation also the username. */
export function findMissingPlaceholder(body: string, kind: MessageKind): string | null {
  const needed = kind === "invitation" ? [CODE_PLACEHOLDER, USERNAME_PLACEHOLDER] : [CODE_PLACEHOLDER];
  return needed.find((placeholder) => !body.includes(placeholder)) ?? null;
}

/** Inserts the values; `{username}` also in the subject. */
export function renderText(
  text: string,
  values: { readonly code: string; readonly username: string },
): string {
  return text
    .replaceAll(CODE_PLACEHOLDER, () => values.code)
    .replaceAll(USERNAME_PLACEHOLDER, () => values.username);
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" } as const;

/** Escapes a value for HTML: Cognito's mails are HTML. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character as keyof typeof ENTITIES]);
}
