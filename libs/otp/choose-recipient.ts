import { normalizeEmail } from "../auth/email.ts";
import { isTrue } from "../cognito/is-true.ts";
import type { Account } from "./account.ts";
import type { Channel } from "./channel.ts";
import { countryOfNumber } from "./country-of-number.ts";

/** Why neither code nor link is sent. For the operator only: the client always gets the same answer. */
export type Unsent =
  | "no account"
  | "account not open"
  | "second factor"
  | "mail is off"
  | "links are off"
  | "no address"
  | "number not verified"
  | "country not allowed"
  | "throttled"
  | "not accepted";

export interface Recipient {
  readonly channel: Channel;
  readonly address: string;
  /** From the user's attributes; may be missing or invalid. */
  readonly locale: string | undefined;
}

interface Rules {
  readonly isMailOn: boolean;
  readonly areLinksOn: boolean;
  /** ISO 3166-1 codes; none means that no text messages are sent. */
  readonly smsCountries: readonly string[];
}

/**
 * Where an account's code or link goes: to its e-mail address, or to a verified number of an allowed country. The address need
 * not be verified: the user signs in with it and only an administrator can set it, and code and link verify it.
 *
 * A user with a second factor gets neither, with or without a password before it: Cognito asks for no factor in a sign-in
 * without a password, and in one with a password, a mailed code must not replace the factor that the user chose
 * (docs/adr/0015).
 */
export function chooseRecipient(
  account: Account | undefined,
  channel: Channel,
  { isMailOn, areLinksOn, smsCountries }: Rules,
): Recipient | Unsent {
  if (account === undefined) return "no account";
  const { isOpen, factors, attributes } = account;
  if (!isOpen) return "account not open";
  if (factors.length > 0) return "second factor";
  const { email, phone_number: number, phone_number_verified, locale } = attributes;
  if (channel !== "sms") {
    if (!isMailOn) return "mail is off";
    if (channel === "link" && !areLinksOn) return "links are off";
    return email === undefined ? "no address" : { channel, address: normalizeEmail(email), locale };
  }
  if (number === undefined) return "no address";
  if (!isTrue(phone_number_verified)) return "number not verified";
  const country = countryOfNumber(number);
  if (country === undefined || !smsCountries.includes(country)) return "country not allowed";
  return { channel, address: number, locale };
}
