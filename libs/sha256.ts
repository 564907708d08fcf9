import { createHash } from "node:crypto";

/** The SHA-256 digest of a text, in base64url. It has no key: a text that can be guessed can be recognised. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");
