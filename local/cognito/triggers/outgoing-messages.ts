/**
 * Every mail and text message of a pool goes out here: handed to a custom sender where the pool has one; else worded by the CustomMessage trigger, else by the pool's templates, else
 * by Cognito's defaults, and into the outbox.
 */
import type { Outbox, OutgoingMessage } from "../../inbox/message.ts";
import { findLink, toPlainText } from "../../inbox/read-message.ts";
import type { EncryptCode } from "../../kms/encrypt-code.ts";
import {
  CODE_PLACEHOLDER,
  DEFAULT_LINK_TEXTS,
  DEFAULT_TEXTS,
  escapeHtml,
  findMissingPlaceholder,
  hasLinkPlaceholder,
  LINK_PLACEHOLDER,
  type MessageKind,
  messageKind,
  renderLink,
  renderText,
  USERNAME_PLACEHOLDER,
} from "../domain/message-template.ts";
import { EMPTY_RESPONSES, triggerAttributes } from "../domain/trigger-event.ts";
import { placeholderMissing } from "../errors/trigger-errors.ts";
import type { PoolSettings } from "../state/pool-settings.ts";
import type { Messages, OutgoingCode, Triggers } from "../trigger-port.ts";
import { sendByFunction } from "./custom-senders.ts";

/** A message before its placeholders are filled in. */
interface Wording {
  readonly subject: string;
  readonly email: string;
  readonly sms: string;
}

export function createMessages({
  triggers,
  outbox,
  encryptCode,
  endpoint,
}: {
  readonly triggers: Triggers;
  /** Links begin with it. */
  readonly endpoint: () => string;
  readonly encryptCode: EncryptCode;
  readonly outbox: Outbox;
}): Messages {
  return {
    async send(message) {
      if (await sendByFunction(triggers, encryptCode, message)) return;
      const wording = await chooseWording(triggers, message);
      outbox.send(
        message.medium === "EMAIL" ? renderEmail(message, wording, endpoint()) : renderSms(message, wording),
      );
    },
  };
}

async function chooseWording(triggers: Triggers, message: OutgoingCode): Promise<Wording> {
  const kind = messageKind(message.source);
  const template = confirmsByLink(message)
    ? linkWording(message.pool.settings)
    : poolWording(message.pool.settings, kind);
  const custom = await triggers.run({
    pool: message.pool,
    trigger: "CustomMessage",
    source: message.source,
    username: message.user.username,
    clientId: message.clientId,
    request: {
      userAttributes: triggerAttributes(message.user),
      codeParameter: CODE_PLACEHOLDER,
      linkParameter: LINK_PLACEHOLDER,
      // Only an invitation tells its reader the username.
      usernameParameter: kind === "invitation" ? USERNAME_PLACEHOLDER : null,
      clientMetadata: message.clientMetadata,
    },
    response: EMPTY_RESPONSES.CustomMessage,
  });
  // A null member keeps the pool's own text (DefinitelyTyped#62357 lists the payloads).
  const chosen = (member: string, fallback: string) => {
    const text = custom?.[member] ?? null;
    return typeof text === "string" ? text : fallback;
  };
  return {
    subject: chosen("emailSubject", template.subject),
    email: chosen("emailMessage", template.email),
    sms: chosen("smsMessage", template.sms),
  };
}

/** A sign-up is confirmed by a link where the pool's mails say so; every other code is typed. */
function confirmsByLink({ pool, source, medium }: OutgoingCode): boolean {
  const isSignUp = source === "CustomMessage_SignUp" || source === "CustomMessage_ResendCode";
  const { DefaultEmailOption } = pool.settings.VerificationMessageTemplate;
  return isSignUp && medium === "EMAIL" && DefaultEmailOption === "CONFIRM_WITH_LINK";
}

function linkWording(settings: PoolSettings): Wording {
  const { EmailMessageByLink, EmailSubjectByLink } = settings.VerificationMessageTemplate;
  return {
    subject: EmailSubjectByLink ?? DEFAULT_LINK_TEXTS.subject,
    email: EmailMessageByLink ?? DEFAULT_LINK_TEXTS.email,
    sms: DEFAULT_TEXTS.verification.sms,
  };
}

/** `https://<domain>/confirmUser?client_id=…&user_name=…&confirmation_code=…`, as AWS writes it. */
function confirmationLink({ user, clientId, code }: OutgoingCode, endpoint: string): string {
  const query = new URLSearchParams({
    client_id: clientId ?? "",
    user_name: user.username,
    confirmation_code: code,
  });
  return `${endpoint}/confirmUser?${query}`;
}

function poolWording(settings: PoolSettings, kind: MessageKind): Wording {
  const defaults = DEFAULT_TEXTS[kind];
  switch (kind) {
    case "invitation": {
      const template = settings.AdminCreateUserConfig.InviteMessageTemplate;
      return {
        subject: template?.EmailSubject ?? defaults.subject,
        email: template?.EmailMessage ?? defaults.email,
        sms: template?.SMSMessage ?? defaults.sms,
      };
    }
    case "verification": {
      const template = settings.VerificationMessageTemplate;
      return {
        subject: template.EmailSubject ?? settings.EmailVerificationSubject ?? defaults.subject,
        email: template.EmailMessage ?? settings.EmailVerificationMessage ?? defaults.email,
        sms: template.SmsMessage ?? settings.SmsVerificationMessage ?? defaults.sms,
      };
    }
    case "authentication": {
      const email = settings.mfa.EmailMfaConfiguration;
      return {
        subject: email?.Subject ?? defaults.subject,
        email: email?.Message ?? defaults.email,
        sms: settings.SmsAuthenticationMessage ?? defaults.sms,
      };
    }
  }
}

function checkPlaceholders(member: "emailBody" | "smsMessage", text: string, { source }: OutgoingCode): void {
  const missing = findMissingPlaceholder(text, messageKind(source));
  if (missing !== null) throw placeholderMissing(member, missing);
}

/** What the reader signs in with: the attribute in a pool that signs in by it, the username otherwise. */
function readersName({ pool, user }: OutgoingCode, attribute: "email" | "phone_number"): string {
  const bySignInName = pool.settings.UsernameAttributes?.includes(attribute) ?? false;
  return (bySignInName ? user.attributes[attribute] : undefined) ?? user.username;
}

function renderEmail(message: OutgoingCode, wording: Wording, endpoint: string): OutgoingMessage {
  const hasLink = confirmsByLink(message) && hasLinkPlaceholder(wording.email);
  if (!hasLink) checkPlaceholders("emailBody", wording.email, message);
  const values = { code: message.code, username: readersName(message, "email") };
  const inHtml = { code: escapeHtml(values.code), username: escapeHtml(values.username) };
  const body = hasLink ? renderLink(wording.email, confirmationLink(message, endpoint)) : wording.email;
  const html = renderText(body, inHtml);
  return {
    channel: "email",
    to: message.to,
    subject: renderText(wording.subject, values),
    text: toPlainText(html),
    html,
    code: message.code,
    link: findLink(html),
    source: message.source,
  };
}

function renderSms(message: OutgoingCode, wording: Wording): OutgoingMessage {
  checkPlaceholders("smsMessage", wording.sms, message);
  const text = renderText(wording.sms, {
    code: message.code,
    username: readersName(message, "phone_number"),
  });
  return {
    channel: "sms",
    to: message.to,
    text,
    code: message.code,
    link: findLink(text),
    source: message.source,
  };
}
