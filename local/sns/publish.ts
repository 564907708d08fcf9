import { randomUUID } from "node:crypto";
import type { Outbox } from "../inbox/message.ts";
import { findCode, findLink } from "../inbox/read-message.ts";
import { authenticationMissing, QueryError, type QueryOperation } from "../protocol/query-service.ts";
import { isSigned } from "../protocol/signature-header.ts";
import { checkSmsAttributes, type MessageAttributes, readMessageAttributes } from "./message-attributes.ts";

/** The maximum length of a message, over all its parts, in characters (API_Publish, `Message`). */
const MAX_TEXT_LENGTH = 1600;

/** API_Publish, `PhoneNumber`: E.164, a plus and at most 15 digits. */
const E164 = /^\+[1-9]\d{1,14}$/;

const invalid = (reason: string): QueryError =>
  new QueryError("InvalidParameter", `Invalid parameter: ${reason}`);

/** @throws QueryError InvalidParameter and others, in the API reference's order of parameters */
export function createPublish(outbox: Outbox): QueryOperation {
  return ({ form, authorization }) => {
    if (!isSigned(authorization)) throw authenticationMissing();
    const text = readText(form);
    const to = readPhoneNumber(form);
    checkSubject(form.get("Subject"));
    const attributes = readMessageAttributes(form);
    checkSmsAttributes(attributes);
    if (text.length > MAX_TEXT_LENGTH) throw invalid("Message too long");
    outbox.send({
      channel: "sms",
      from: senderOf(attributes),
      to,
      text,
      code: findCode(text),
      link: findLink(text),
      source: "SNS",
    });
    return { MessageId: randomUUID() };
  };
}

function readPhoneNumber(form: URLSearchParams): string {
  const targets = ["TopicArn", "TargetArn", "PhoneNumber"].filter((name) => form.get(name));
  if (targets.length === 0) throw invalid("TopicArn or TargetArn Reason: no value for required parameter");
  if (targets.length > 1) throw invalid(`${targets.join(", ")} Reason: only one of them can be published to`);
  if (targets[0] !== "PhoneNumber") {
    throw new QueryError(
      "NotImplemented",
      `Publish to a ${targets[0]} is not implemented by the local cloud: it publishes to a PhoneNumber.`,
      501,
    );
  }
  const number = form.get("PhoneNumber") ?? "";
  if (!E164.test(number)) throw invalid(`PhoneNumber Reason: ${number} is not valid to publish to`);
  return number;
}

/** The message, or its version for text messages if it has one per protocol. */
function readText(form: URLSearchParams): string {
  const message = form.get("Message");
  if (message === null) {
    throw new QueryError(
      "ValidationError",
      "1 validation error detected: Value null at 'message' failed to satisfy constraint: Member must not be null",
    );
  }
  if (message.trim() === "") throw invalid("Empty message");
  const structure = form.get("MessageStructure") ?? "string";
  if (structure !== "json" && structure !== "string") throw invalid("MessageStructure");
  return structure === "json" ? textOf(message) : message;
}

function textOf(message: string): string {
  let versions: unknown;
  try {
    versions = JSON.parse(message);
  } catch {
    throw invalid("Message Structure - JSON message body failed to parse");
  }
  const { default: fallback, sms = fallback } = (versions ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof fallback !== "string") {
    throw invalid("Message Structure - No default entry in JSON message body");
  }
  return typeof sms === "string" ? sms : fallback;
}

/** Text messages have none, but API_Publish restricts it for every target. */
function checkSubject(subject: string | null): void {
  if (subject !== null && !/^[!-~][ -~]{0,99}$/.test(subject)) throw invalid("Subject");
}

const senderOf = (attributes: MessageAttributes): string | null =>
  attributes.get("AWS.SNS.SMS.SenderID")?.value ??
  attributes.get("AWS.MM.SMS.OriginationNumber")?.value ??
  null;
