import { createHash, randomInt } from "node:crypto";
import { userPartition } from "../activity/activity-keys.ts";
import type { ActivityTable, Key } from "../activity/activity-table.ts";

const CODES = 10;
/** Without letters and digits that are taken for others: Crockford's base32. https://www.crockford.com/base32.html */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const GROUPS = 6;
const GROUP_LENGTH = 4;

const codesKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "RECOVERY_CODES" });

/**
 * 120 random bits. From 112 on a plain digest is enough to keep one by (OWASP ASVS 5.0, 6.5.2); fewer would ask for a slow,
 * salted hash. Codes of 80 bits that were printed earlier stay good.
 */
function newCode(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** As it was printed: people leave out hyphens, write capitals, and take a letter for a digit. */
function normalize(code: string): string {
  return code.toLowerCase().replaceAll(/[\s-]/g, "").replaceAll("o", "0").replaceAll(/[il]/g, "1");
}

const digestOf = (sub: string, code: string) =>
  createHash("sha256")
    .update(`${sub}:${normalize(code)}`)
    .digest("base64url");

/** Ten codes that each let somebody in once who lost the second factor; only their digests are kept. */
export interface RecoveryCodes {
  /** Makes new ones; the old ones are void. @returns the codes, for the only time */
  issue(sub: string): Promise<string[]>;
  /** Takes one, by one conditional write, so that it is good once however often it is tried at the same time. @returns how many are left; undefined where it is not, or no longer, good */
  use(sub: string, code: string): Promise<number | undefined>;
  /** Whether a code would be taken; it stays. */
  isGood(sub: string, code: string): Promise<boolean>;
  countLeft(sub: string): Promise<number>;
  remove(sub: string): Promise<void>;
}

export function recoveryCodes(table: ActivityTable): RecoveryCodes {
  return {
    async issue(sub) {
      const codes = Array.from({ length: CODES }, newCode);
      await table.put({
        ...codesKey(sub),
        digests: new Set(codes.map((code) => digestOf(sub, code))),
      });
      return codes;
    },

    async use(sub, code) {
      const digest = digestOf(sub, code);
      const left = await table.update({
        key: codesKey(sub),
        expression: "DELETE #digests :used",
        condition: "contains(#digests, :digest)",
        values: { used: new Set([digest]), digest },
      });
      return left === undefined ? undefined : countOf(left.digests);
    },

    async isGood(sub, code) {
      const digests: unknown = (await table.get(codesKey(sub)))?.digests;
      return digests instanceof Set && digests.has(digestOf(sub, code));
    },

    async countLeft(sub) {
      return countOf((await table.get(codesKey(sub)))?.digests);
    },

    remove: (sub) => table.delete(codesKey(sub)),
  };
}

/** DynamoDB has no empty sets: the last one gone, the attribute is gone. */
function countOf(digests: unknown): number {
  return digests instanceof Set ? digests.size : 0;
}
