import { hash, timingSafeEqual } from "node:crypto";

/** The value of every secret of the template in the local cloud, so also the secret of every client of the stand-in. */
export const CLIENT_SECRET = "local-placeholder";

/** In constant time. */
export const isClientSecret = (given: string): boolean =>
  timingSafeEqual(hash("sha256", given, "buffer"), hash("sha256", CLIENT_SECRET, "buffer"));

/** The form of a client's id (RFC 6749 appendix A.1). */
export const isClientId = (value: string): boolean => /^[\x21-\x7e]{1,255}$/.test(value);
