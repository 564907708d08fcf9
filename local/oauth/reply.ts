/** What an endpoint of a pool's domain answers. */
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
  /** `/` unless told otherwise. */
  readonly path?: string;
}

/** Nothing that is answered here may lie in a cache (RFC 6749 §5.1), and no page may be framed (RFC 9700 §4.16). */
const commonHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
  pragma: "no-cache",
  expires: "0",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
};

/** CORS as on AWS: token, revoke and userInfo answer pages of any origin, without cookies. */
export const anyOrigin: Readonly<Record<string, string>> = { "access-control-allow-origin": "*" };

export function reply(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = "",
  cookies: readonly Cookie[] = [],
): Reply {
  return { status, headers: { ...commonHeaders, ...headers }, body, cookies };
}

/** 302: the browser goes on with GET. */
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
 * A `Set-Cookie` header (RFC 6265bis §4.1). All of ours are the server's alone, and sent when a provider leads back.
 *
 * @param suffix of the name: cookies know no ports, and two stacks may be on `localhost`
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
