/** In characters. */
const MAX_USER_AGENT = 256;

/** A `User-Agent` as it is stored: clients may send one of any length. */
export const shortUserAgent = (userAgent: string): string => userAgent.slice(0, MAX_USER_AGENT);
