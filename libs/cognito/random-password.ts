import { randomBytes } from "node:crypto";

/** One character of each class that a pool's policy may require. */
const EVERY_CLASS = "aA1-";

/**
 * A password that is never used: 576 random bits, longer than the longest minimum that Cognito allows (99 characters), with
 * every class of characters. Do not store it, log it or answer it.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html
 */
export const randomPassword = (): string => randomBytes(72).toString("base64url") + EVERY_CLASS;
