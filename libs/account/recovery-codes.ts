import { randomInt } from "node:crypto";
import { userPartition } from "../activity/activity-keys.ts";
import type { ActivityTable, Key } from "../activity/activity-table.ts";
import { sha256 } from "../sha256.ts";

const CODES = 10;
/** Crockford's base32, without letters and digits that are easily confused. https://www.crockford.com/base32.html */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const GROUPS = 6;
const GROUP_LENGTH = 4;

const codesKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "RECOVERY_CODES" });

/**
 * 120 random bits. From 112 on a plain digest is enough to store (OWASP ASVS 5.0, 6.5.2); fewer would need a slow, salted hash.
 * Codes of 80 bits that were printed earlier stay valid.
 */
function newCode(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** People leave out hyphens, write capitals, and take a letter for a digit. */
function normalize(code: string): string {
  return code.toLowerCase().replaceAll(/[\s-]/g, "").replaceAll("o", "0").replaceAll(/[il]/g, "1");
}

const digestOf = (sub: string, code: string) => sha256(`${sub}:${normalize(code)}`);

/** Ten codes that each work once, for a user who lost the second factor. Only their digests are stored. */
export interface RecoveryCodes {
  /** Creates new ones; the old ones are void. @returns the codes, which can't be read again */
  issue(sub: string): Promise<string[]>;
  /**
   * Uses up a code by one conditional write, so that it works once even if it is tried twice at the same time.
   *
   * @returns how many are left; undefined for an unknown or used code
   */
  use(sub: string, code: string): Promise<number | undefined>;
  /** Whether a code is valid; it stays so. */
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

/** DynamoDB has no empty sets: after the last code the attribute is missing. */
function countOf(digests: unknown): number {
  return digests instanceof Set ? digests.size : 0;
}
