import { hash, timingSafeEqual } from "node:crypto";

/** What every secret of the template is in the local cloud, and so the secret of every client of the stand-in. */
export const CLIENT_SECRET = "local-placeholder";

/** In constant time. */
export const isClientSecret = (given: string): boolean =>
  timingSafeEqual(hash("sha256", given, "buffer"), hash("sha256", CLIENT_SECRET, "buffer"));

/** What can be a client's id (RFC 6749 appendix A.1). */
export const isClientId = (value: string): boolean => /^[\x21-\x7e]{1,255}$/.test(value);
