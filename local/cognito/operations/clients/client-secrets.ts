import { randomInt } from "node:crypto";
import type { Client, ClientSecret } from "../../state/client-repository.ts";

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** 52 lower-case letters and digits, as AWS's: 268 bits. */
export function randomSecret(): string {
  return Array.from({ length: 52 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

/**
 * A secret as AWS names it (API_ClientSecretDescriptorType): "This identifier follows the format
 * `<client-id>--<epoch-create-time>`", here in milliseconds.
 */
export function describeSecret({ id }: Client, { createdAt }: ClientSecret) {
  return { ClientSecretId: `${id}--${createdAt}`, ClientSecretCreateDate: new Date(createdAt) };
}
