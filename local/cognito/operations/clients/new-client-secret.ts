import { randomInt, randomUUID } from "node:crypto";
import type { ClientSecret } from "../../state/client-repository.ts";

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** 52 lower-case letters and digits, as AWS's: 268 bits. */
export function randomSecret(): string {
  return Array.from({ length: 52 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

export function newClientSecret(value: string, createdAt: number): ClientSecret {
  return { id: randomUUID(), value, createdAt };
}
