/** The answer of an endpoint of a pool's domain. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly cookies: readonly Cookie[];
}

/** A cookie to set; an empty value removes it. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** `undefined`: until the browser is closed. */
  readonly maxAgeSeconds?: number;
  /** By default `/`. */
  readonly path?: string;
}

/** No answer may be cached (RFC 6749 §5.1), and no page may be framed (RFC 9700 §4.16). */
const commonHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
  pragma: "no-cache",
  expires: "0",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
};

/** CORS as on AWS: pages of any origin may call token, revoke and userInfo, without cookies. */
export const anyOrigin: Readonly<Record<string, string>> = { "access-control-allow-origin": "*" };

export function reply(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = "",
  cookies: readonly Cookie[] = [],
): Reply {
  return { status, headers: { ...commonHeaders, ...headers }, body, cookies };
}

/** 302: the browser continues with GET. */
export function redirect(location: string, cookies: readonly Cookie[] = []): Reply {
  return reply(302, { location }, "", cookies);
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return reply(
    status,
    { "content-type": "application/json;charset=UTF-8", ...headers },
    JSON.stringify(body),
  );
}

/** The same answer, with cookies. */
export function withCookies(given: Reply, ...cookies: readonly Cookie[]): Reply {
  return { ...given, cookies: [...given.cookies, ...cookies] };
}

/**
 * A `Set-Cookie` header (RFC 6265bis §4.1). Scripts can't read ours, and browsers send them when a provider redirects to us.
 *
 * @param suffix of the name: cookies do not depend on ports, and two stacks may be on `localhost`
 */
export function renderCookie(
  { name, value, maxAgeSeconds, path = "/" }: Cookie,
  { isSecure, suffix }: { readonly isSecure: boolean; readonly suffix: string },
): string {
  const age = value === "" ? 0 : maxAgeSeconds;
  return [
    `${name}${suffix}=${value}`,
    `Path=${path}`,
    "HttpOnly",
    "SameSite=Lax",
    ...(isSecure ? ["Secure"] : []),
    ...(age === undefined ? [] : [`Max-Age=${age}`]),
  ].join("; ");
}
