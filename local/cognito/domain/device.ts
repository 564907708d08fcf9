/**
 * Remembered devices: their keys, and the stored verifiers of their passwords
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html).
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { PasswordVerifier, SrpIdentity } from "./srp.ts";
import { N, toBytes, toInteger } from "./srp-group.ts";

/** The `NewDeviceMetadata` for a client on an unknown device. */
export interface NewDeviceKey {
  /** `us-east-1_d2c1…` */
  readonly key: string;
  /** `-v7w9UcY6`: never with an underscore, see {@link SrpIdentity}. */
  readonly groupKey: string;
}

export function createDeviceKey(region: string): NewDeviceKey {
  const group = randomBytes(6).toString("base64url").replaceAll("_", "x");
  return { key: `${region}_${randomUUID()}`, groupKey: `-${group}` };
}

/** The name a device authenticates under. */
export function deviceIdentity({ key, groupKey }: NewDeviceKey): SrpIdentity {
  return { poolId: groupKey, userId: key };
}

/**
 * Reads `DeviceSecretVerifierConfig`: both members Base64 of big-endian integers.
 * @returns `null` if one is missing or is not Base64, or if the verifier is not a usable residue
 */
export function readDeviceSecret(
  salt: string | undefined,
  passwordVerifier: string | undefined,
): PasswordVerifier | null {
  const saltBytes = readBase64(salt);
  const verifierBytes = readBase64(passwordVerifier);
  if (saltBytes === null || verifierBytes === null) return null;
  const verifier = toInteger(verifierBytes);
  // With 0 and 1 any password would be accepted: the shared secret would not depend on it (RFC 5054 §2.5.4).
  if (verifier <= 1n || verifier >= N) return null;
  return { salt: toBytes(toInteger(saltBytes)), verifier: toBytes(verifier) };
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function readBase64(text: string | undefined): Buffer | null {
  if (text === undefined || text === "" || text.length > 4096 || !BASE64.test(text)) return null;
  return Buffer.from(text, "base64");
}
