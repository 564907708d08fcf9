/**
 * E-mail addresses as SES accepts them: one in a string, with or without a name, only ASCII
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html). SES's texts are those of JavaMail's
 * InternetAddress.
 */
import { badRequest } from "./ses-errors.ts";

export interface Mailbox {
  /** The original: `Ada <ada@example.com>`. */
  readonly text: string;
  /** `ada@example.com` */
  readonly address: string;
}

const QUOTED = String.raw`"(?:[^"\\\r\n]|\\[^\r\n])*"`;
const NAME_AND_ADDRESS = new RegExp(String.raw`^(?:${QUOTED}|[^"<>(),:;@\\\r\n]*)\s*<([^<>\r\n]*)>$`, "u");

/** RFC 5321, section 4.5.3.1: octets of a local part, and of the whole. */
const [MAX_LOCAL_PART_LENGTH, MAX_ADDRESS_LENGTH] = [64, 320];

/** @throws ServiceError BadRequestException */
export function readMailbox(text: string): Mailbox {
  const trimmed = text.trim();
  if (trimmed === "") throw badRequest(`Invalid email address ${text}.`);
  const [, inBrackets] = NAME_AND_ADDRESS.exec(trimmed) ?? [];
  const address = inBrackets ?? trimmed;
  checkAddress(address);
  return { text: trimmed, address };
}

/** @throws ServiceError BadRequestException */
export function checkAddress(address: string): void {
  const at = address.lastIndexOf("@");
  if (at === -1) throw badRequest("Missing final '@domain'");
  if (address.length > MAX_ADDRESS_LENGTH) throw badRequest("Address is too long");
  checkLocalPart(address.slice(0, at));
  checkDomain(address.slice(at + 1));
}

function checkLocalPart(local: string): void {
  if (local === "") throw badRequest("Missing local name");
  if (local.length > MAX_LOCAL_PART_LENGTH) throw badRequest("Local address is too long");
  if (/[\p{Cc}\s]/u.test(local)) throw badRequest("Local address contains control or whitespace");
  if (local.startsWith(".")) throw badRequest("Local address starts with dot");
  if (local.endsWith(".")) throw badRequest("Local address ends with dot");
  if (local.includes("..")) throw badRequest("Local address contains dot-dot");
  // RFC 5322, section 3.2.3: atext
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]+$/.test(local)) throw badRequest("Local address contains illegal character");
}

/** @throws ServiceError BadRequestException */
export function checkDomain(domain: string): void {
  if (domain === "") throw badRequest("Missing domain");
  if (/[\p{Cc}\s]/u.test(domain)) throw badRequest("Domain contains control or whitespace");
  if (domain.startsWith(".")) throw badRequest("Domain starts with dot");
  if (domain.endsWith(".")) throw badRequest("Domain ends with dot");
  if (domain.includes("..")) throw badRequest("Domain contains dot-dot");
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) throw badRequest("Domain contains illegal character");
}
