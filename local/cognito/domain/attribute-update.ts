/**
 * How new e-mail addresses and phone numbers are applied
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html).
 */
import { isTrue } from "./boolean-attribute.ts";

const VERIFIABLE = ["email", "phone_number"] as const;

type Attribute = (typeof VERIFIABLE)[number];
type Attributes = Readonly<Record<string, string>>;

export interface AttributeUpdate {
  /** Applied now. */
  readonly applied: Attributes;
  /** Pending until its code is entered. */
  readonly held: readonly (readonly [Attribute, string])[];
  /** Where a code goes. */
  readonly codesTo: readonly (readonly [Attribute, string])[];
}

/**
 * @param verifyFirst the pool's `AttributesRequireVerificationBeforeUpdate`
 * @param autoVerified the pool's `AutoVerifiedAttributes`
 */
export function planUpdate(
  current: Attributes,
  changes: Attributes,
  {
    verifyFirst,
    autoVerified,
  }: { readonly verifyFirst: readonly string[]; readonly autoVerified: readonly string[] },
): AttributeUpdate {
  const unverified = VERIFIABLE.flatMap((attribute) => {
    const value = changes[attribute];
    const isNew = value !== undefined && value !== "" && value !== current[attribute];
    // An administrator may vouch for it (API_AdminUpdateUserAttributes, `UserAttributes`).
    return isNew && !isTrue(changes[`${attribute}_verified`]) ? [[attribute, value] as const] : [];
  });
  const held = unverified.filter(([attribute]) => verifyFirst.includes(attribute));
  const heldNames = new Set<string>(held.map(([attribute]) => attribute));
  return {
    applied: Object.fromEntries(Object.entries(changes).filter(([name]) => !heldNames.has(name))),
    held,
    codesTo: unverified.filter(([attribute]) => heldNames.has(attribute) || autoVerified.includes(attribute)),
  };
}
