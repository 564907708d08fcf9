import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals where a page ended into the token for the next one. Encrypted and authenticated, so it tells the client nothing and
 * cannot be made up; bound to `scope`, so it works for the same list only.
 *
 * @param secret 32 bytes
 * @param scope what is listed: operation, pool, filter
 */
export function sealPageToken(secret: Buffer, scope: string, position: unknown): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, secret, nonce).setAAD(Buffer.from(scope));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(position), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** Opens a token; `null` for one that was not sealed here, or for another list. */
export function openPageToken(secret: Buffer, scope: string, token: string): unknown {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length < nonceBytes + tagBytes) {
    return null;
  }
  const decipher = createDecipheriv(algorithm, secret, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(scope))
    .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const opened = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return JSON.parse(opened.toString("utf8"));
  } catch {
    return null;
  }
}
