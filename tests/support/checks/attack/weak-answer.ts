import type { IncomingMessage } from "node:http";

export const WEB_ORIGIN = "https://app.example.com";

/** Sign-ins that one client may try: more than all other attacks need together. */
export const CLIENT_LIMIT = 140;

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Readonly<Record<string, unknown>>;
}

/** Everything the server remembers. */
export interface Memory {
  readonly faults: ReadonlySet<string>;
  readonly issuer: string;
  /** Passwords by address. */
  readonly accounts: Map<string, string>;
  /** Refresh tokens: the user, the sign-in, and whether it was used. */
  readonly refreshTokens: Map<string, { readonly sub: string; readonly origin: string; isUsed: boolean }>;
  readonly ended: Set<string>;
  readonly counts: Map<string, number>;
  /** Sessions of sign-ins by code: the user, and the wrong answers so far. */
  readonly codes: Map<string, { readonly email: string; tries: number }>;
  readonly files: Map<string, string>;
  readonly organizations: Map<string, { readonly owner: string; readonly name: string }>;
}

export const problem = (status: number, code: string, headers: Answer["headers"] = {}): Answer => ({
  status,
  body: { code },
  headers,
});

export const count = ({ counts }: Memory, name: string): number => {
  const value = (counts.get(name) ?? 0) + 1;
  counts.set(name, value);
  return value;
};
