/**
 * Ids of the template's resources, derived from the stack's name: the same after every `--fresh`, on every machine and in CI, so
 * that a configuration written once stays true (docs/adr/0042). AWS's formats; on AWS they are random.
 */
import { createHash } from "node:crypto";
import type { FixedIdentity } from "../cognito/operation-context.ts";

interface Stack {
  readonly stackName: string;
  readonly region: string;
}

const LOWER_CASE = "abcdefghijklmnopqrstuvwxyz0123456789";
const LETTERS = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${LOWER_CASE}`;

/** SHA-512 over what names the resource; `purpose` keeps an id and a secret apart. */
const digestOf = ({ stackName, region }: Stack, logicalId: string, purpose: string): Buffer =>
  createHash("sha512")
    .update(JSON.stringify([stackName, region, logicalId, purpose]))
    .digest();

/** The digest as a number, written with the letters of an alphabet. */
function spell(digest: Buffer, alphabet: string, length: number): string {
  const base = BigInt(alphabet.length);
  let rest = BigInt(`0x${digest.toString("hex")}`);
  let text = "";
  while (text.length < length) {
    text += alphabet.charAt(Number(rest % base));
    rest /= base;
  }
  return text;
}

/** `us-east-1_Ab12Cd34E` */
export const fixedUserPool = (stack: Stack, logicalId: string): FixedIdentity => ({
  id: `${stack.region}_${spell(digestOf(stack, logicalId, "user pool"), LETTERS, 9)}`,
});

/**
 * 26 lower-case letters and digits; a client with a secret gets one of 52. Anyone can compute this secret. It protects nothing on
 * the laptop, where any AWS credentials are an administrator's.
 */
export const fixedClient = (stack: Stack, logicalId: string): FixedIdentity => ({
  id: spell(digestOf(stack, logicalId, "app client"), LOWER_CASE, 26),
  secret: spell(digestOf(stack, logicalId, "client secret"), LOWER_CASE, 52),
});

/** `us-east-1:` and a UUID with the version and variant of a random one, as AWS's have them (RFC 9562 §5.4). */
export function fixedIdentityPool(stack: Stack, logicalId: string): string {
  const bytes = digestOf(stack, logicalId, "identity pool").subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const uuid = bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return `${stack.region}:${uuid}`;
}
