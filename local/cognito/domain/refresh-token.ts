import { randomBytes } from "node:crypto";

/** The header of AWS's encrypted tokens, so that a client sees the same five-part form. */
const HEADER = Buffer.from(JSON.stringify({ cty: "JWT", enc: "A256GCM", alg: "RSA-OAEP" })).toString(
  "base64url",
);

/** Key, initialization vector, ciphertext and tag, in bytes. */
const PARTS = [256, 12, 512, 16];
const LENGTH = PARTS.reduce((sum, length) => sum + length);

/** A refresh token: opaque and random (512 bits and more); to a client it looks like the JWE (RFC 7516) that AWS returns. */
export function createRefreshToken(): string {
  // Drawn at once: every call into the generator costs more than its bytes.
  const random = randomBytes(LENGTH);
  let end = 0;
  const parts = PARTS.map((length) => {
    end += length;
    return random.toString("base64url", end - length, end);
  });
  return [HEADER, ...parts].join(".");
}
