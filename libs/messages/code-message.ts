/** Why Cognito sends a code: the seven sources of the custom-message trigger, without their common prefix. */
export type MessagePurpose =
  | "SignUp"
  | "ResendCode"
  | "AdminCreateUser"
  | "ForgotPassword"
  | "UpdateUserAttribute"
  | "VerifyUserAttribute"
  | "Authentication";

interface MessageText {
  readonly subject: string;
  readonly lead: string;
  /** What stands above the code. */
  readonly label: string;
  readonly validity: string;
  /** What to do if one did not ask for the message. */
  readonly unasked: string;
  readonly sms: string;
}

interface MessageInput {
  readonly appName: string;
  /** Cognito's placeholder for the code or the temporary password; it must stand in the message as it is. */
  readonly code: string;
  /** Cognito's placeholder for the user name; given, and required in the message, only for an invitation. */
  readonly username: string | null;
}

export interface CodeMessage {
  readonly subject: string;
  readonly html: string;
  readonly sms: string;
}

const CONFIRM_ACCOUNT = {
  subject: "Confirm your account",
  label: "Your confirmation code",
  validity: "It is valid for 24 hours.",
  unasked: "If you did not sign up, ignore this message: without the code there will be no account.",
  sms: "confirmation code",
} as const;

/** Validity as Cognito sets it: https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const TEXTS: Readonly<Record<MessagePurpose, MessageText>> = {
  SignUp: { ...CONFIRM_ACCOUNT, lead: "Welcome! Enter this code to confirm your account." },
  ResendCode: {
    ...CONFIRM_ACCOUNT,
    lead: "Here is a new code to confirm your account. Earlier codes no longer work.",
  },
  AdminCreateUser: {
    subject: "You are invited",
    lead: "An account was created for you. Sign in with this temporary password and choose your own.",
    label: "Your temporary password",
    validity: "It is valid for a few days.",
    unasked: "If you did not expect an invitation, ignore this message.",
    sms: "temporary password",
  },
  ForgotPassword: {
    subject: "Reset your password",
    lead: "Enter this code to choose a new password.",
    label: "Your reset code",
    validity: "It is valid for one hour.",
    unasked: "If you did not ask for it, ignore this message: your password stays as it is.",
    sms: "password reset code",
  },
  UpdateUserAttribute: {
    subject: "Confirm your new contact",
    lead: "Enter this code to confirm that this address or number is yours.",
    label: "Your confirmation code",
    validity: "It is valid for 24 hours.",
    unasked: "If you did not change your account, ignore this message: nothing changes without the code.",
    sms: "confirmation code",
  },
  VerifyUserAttribute: {
    subject: "Verify your contact",
    lead: "Enter this code to verify that this address or number is yours.",
    label: "Your verification code",
    validity: "It is valid for 24 hours.",
    unasked: "If you did not ask for it, ignore this message.",
    sms: "verification code",
  },
  Authentication: {
    subject: "Your sign-in code",
    lead: "Enter this code to finish signing in.",
    label: "Your sign-in code",
    validity: "It is valid for a few minutes.",
    unasked:
      "If you are not signing in, change your password: somebody else knows it. Never tell anyone this code.",
    sms: "sign-in code",
  },
};

export function isMessagePurpose(purpose: string): purpose is MessagePurpose {
  return Object.hasOwn(TEXTS, purpose);
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);
}

function paragraph(html: string): string {
  return `<p style="margin:0 0 16px">${html}</p>`;
}

/** Tables and inline styles only: mail programs know no more. */
function renderHtml(text: MessageText, { appName, code, username }: MessageInput): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(text.subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#f4f5f7;color:#1c1e21;font:16px/1.5 Arial,Helvetica,sans-serif">',
    '<table role="presentation" align="center" width="100%" style="max-width:480px;background:#fff;border-radius:8px">',
    '<tr><td style="padding:32px">',
    `<h1 style="margin:0 0 16px;font-size:20px">${escapeHtml(appName)}</h1>`,
    paragraph(escapeHtml(text.lead)),
    username === null ? "" : paragraph(`Your user name: <strong>${username}</strong>`),
    `<p style="margin:0 0 4px;color:#5f6368;font-size:14px">${escapeHtml(text.label)}</p>`,
    `<p style="margin:0 0 16px;font:bold 28px/1.2 monospace;letter-spacing:2px">${code}</p>`,
    paragraph(escapeHtml(text.validity)),
    `<p style="margin:0;color:#5f6368;font-size:14px">${escapeHtml(text.unasked)}</p>`,
    "</td></tr></table></body></html>",
  ].join("\n");
}

function renderSms({ sms }: MessageText, { appName, code, username }: MessageInput): string {
  return username === null
    ? `${code} is your ${appName} ${sms}. Never share it.`
    : `${appName}: your user name is ${username}, your ${sms} is ${code}`;
}

/**
 * The words around a code: a mail in HTML, its subject, and a text message. In English.
 *
 * Nothing that a user may choose, such as a name, enters a message: sign-up forms would send strangers' words to
 * strangers. The placeholders stand where Cognito will put the values; a message without them is not sent.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export function renderCodeMessage(purpose: MessagePurpose, input: MessageInput): CodeMessage {
  const text = TEXTS[purpose];
  return {
    subject: `${input.appName}: ${text.subject.charAt(0).toLowerCase()}${text.subject.slice(1)}`,
    html: renderHtml(text, input),
    sms: renderSms(text, input),
  };
}
