/** The policy of the console's pages: only scripts and styles of its own files, and no frames. */

/**
 * @param cloud the local cloud's origins, separated by spaces: the page uses its bucket by presigned addresses, and calls
 * Cognito there by SDKs
 * @see https://www.w3.org/TR/CSP3/
 */
export const contentSecurityPolicy = (cloud: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data: blob: ${cloud}`,
    `media-src blob: ${cloud}`,
    `connect-src 'self' ${cloud}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");

export const securityHeaders: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};
