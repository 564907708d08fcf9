import { randomBytes } from "node:crypto";

/** One character of each class that a policy can require. */
const EVERY_CLASS = "aA1!";

/** A random password that meets any Cognito policy (at most 99 characters, four classes). */
export const randomPassword = (): string => randomBytes(75).toString("base64url") + EVERY_CLASS;

/** A random password that a person has to type: 128 bits, with every class. */
export const typeablePassword = (): string => `${randomBytes(16).toString("base64url")}-${EVERY_CLASS}`;
