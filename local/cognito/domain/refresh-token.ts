import { randomBytes } from "node:crypto";

/** The header of the encrypted tokens that AWS hands out, so that a client sees the same five-part form. */
const HEADER = Buffer.from(JSON.stringify({ cty: "JWT", enc: "A256GCM", alg: "RSA-OAEP" })).toString(
  "base64url",
);

const part = (bytes: number) => randomBytes(bytes).toString("base64url");

/** A refresh token: opaque and random (512 bits and more); to a client it looks like the JWE (RFC 7516) that AWS returns. */
export function createRefreshToken(): string {
  return [HEADER, part(256), part(12), part(512), part(16)].join(".");
}
