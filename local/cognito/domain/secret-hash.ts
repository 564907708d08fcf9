import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Hashes first, so that lengths reveal nothing either. */
function isEqual(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

export interface SecretHolder {
  readonly secret: string;
  readonly clientId: string;
  /** Every name the user may have been called by: what the client typed, the username behind it. */
  readonly usernames: readonly string[];
}

/**
 * `SECRET_HASH`: Base64(HMAC-SHA-256(client secret, username + client id))
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash).
 */
export function secretHashOf(secret: string, username: string, clientId: string): string {
  return createHmac("sha256", secret).update(`${username}${clientId}`).digest("base64");
}

/**
 * Whether `SECRET_HASH` is {@link secretHashOf} one of the names.
 */
export function isSecretHash(given: string, { secret, clientId, usernames }: SecretHolder): boolean {
  return usernames
    .map((username) => secretHashOf(secret, username, clientId))
    .map((expected) => isEqual(expected, given))
    .includes(true);
}

/** Whether this is the client's secret, compared in constant time. */
export function isClientSecret(given: string, secret: string): boolean {
  return isEqual(given, secret);
}
