import { randomBytes } from "node:crypto";

/** One of each class that a policy can ask for. */
const EVERY_CLASS = "aA1!";

/** A password that meets any policy of Cognito's (at most 99 characters, four classes) and that nobody can guess. */
export const randomPassword = (): string => randomBytes(75).toString("base64url") + EVERY_CLASS;

/** A password that somebody has to type: 128 bits, and every class. */
export const typeablePassword = (): string => `${randomBytes(16).toString("base64url")}-${EVERY_CLASS}`;
