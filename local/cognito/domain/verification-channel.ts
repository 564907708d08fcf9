/** The channel of a user's code. */
import { isTrue } from "./boolean-attribute.ts";
import type { SecondFactor } from "./second-factor.ts";

/** `a***@e***`: how Cognito shows an e-mail address to a caller who may not be its owner. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.charAt(0)}***@${address.charAt(at + 1)}***`;
}

const VISIBLE_DIGITS = 4;

/** `+*******1234` */
export function maskPhoneNumber(number: string): string {
  const digits = number.replace("+", "");
  return `+${"*".repeat(Math.max(0, digits.length - VISIBLE_DIGITS))}${digits.slice(-VISIBLE_DIGITS)}`;
}

export interface Channel {
  readonly attribute: "email" | "phone_number";
  readonly medium: "EMAIL" | "SMS";
  readonly destination: string;
}

type Attributes = Readonly<Record<string, string>>;

function email(attributes: Attributes): Channel | null {
  const destination = attributes.email;
  return destination ? { attribute: "email", medium: "EMAIL", destination } : null;
}

function phone(attributes: Attributes): Channel | null {
  const destination = attributes.phone_number;
  return destination ? { attribute: "phone_number", medium: "SMS", destination } : null;
}

/**
 * Where the code of a sign-up goes: an attribute that the pool verifies by itself. With both, it is a text message
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html).
 */
export function signUpChannel(autoVerified: readonly string[], attributes: Attributes): Channel | null {
  const channels = [phone(attributes), email(attributes)];
  return channels.find((channel) => channel !== null && autoVerified.includes(channel.attribute)) ?? null;
}

interface RecoveryOption {
  readonly Name: string;
  readonly Priority: number;
}

/** Before AccountRecoverySetting there was: the phone if verified, else the e-mail address (API_AccountRecoverySettingType). */
const LEGACY_RECOVERY: readonly string[] = ["verified_phone_number", "verified_email"];

/**
 * Where a forgotten password is recovered: the first verified attribute in the pool's order of preference. The user's second
 * factor can't be used for recovery (API_AccountRecoverySettingType).
 */
export function recoveryChannel(
  mechanisms: readonly RecoveryOption[] | undefined,
  attributes: Attributes,
  secondFactors: readonly SecondFactor[],
): Channel | null {
  const verified: Readonly<Record<string, () => Channel | null>> = {
    verified_email: () =>
      isTrue(attributes.email_verified) && !secondFactors.includes("EMAIL_OTP") ? email(attributes) : null,
    verified_phone_number: () =>
      isTrue(attributes.phone_number_verified) && !secondFactors.includes("SMS_MFA")
        ? phone(attributes)
        : null,
  };
  const preferred = mechanisms && [...mechanisms].sort((one, other) => one.Priority - other.Priority);
  const names = preferred?.map(({ Name }) => Name) ?? LEGACY_RECOVERY;
  return names.map((name) => verified[name]?.()).find((channel) => channel != null) ?? null;
}

/** `CodeDeliveryDetails` for a channel. */
export function describeDelivery({ attribute, medium, destination }: Channel) {
  return {
    AttributeName: attribute,
    DeliveryMedium: medium,
    Destination: medium === "EMAIL" ? maskEmail(destination) : maskPhoneNumber(destination),
  } as const;
}

/**
 * The apparent delivery to an unknown user, from the form of the typed name
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html).
 *
 * @param disguise a letter pair for a name that is not an address, the same every time
 */
export function simulateChannel(username: string, disguise: string): Channel {
  if (/^\+\d+$/.test(username)) return { attribute: "phone_number", medium: "SMS", destination: username };
  const destination = username.includes("@") ? username : `${disguise.charAt(0)}@${disguise.charAt(1)}`;
  return { attribute: "email", medium: "EMAIL", destination };
}
