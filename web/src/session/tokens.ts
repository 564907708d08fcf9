/** What the page reads of its tokens. It shows and hides by it; what is allowed, the API decides. */

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  /** In milliseconds since the epoch, by this machine's clock. */
  readonly expiresAt: number;
}

export interface Session {
  readonly sub: string;
  readonly email: string;
  readonly name: string | undefined;
  readonly picture: string | undefined;
  readonly groups: readonly string[];
  readonly scopes: ReadonlySet<string>;
  /** Seconds since the epoch: when the user last signed in. */
  readonly authTime: number;
  /** The id of this sign-in, as the list of sessions has it. */
  readonly sessionId: string;
}

type Claims = Readonly<Record<string, unknown>>;

function readClaims(token: string): Claims {
  const part = token.split(".")[1] ?? "";
  const bytes = Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (char) =>
    char.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
}

const text = (claim: unknown): string | undefined => (typeof claim === "string" ? claim : undefined);

export function readSession({ accessToken, idToken }: Tokens): Session {
  const access = readClaims(accessToken);
  const id = readClaims(idToken);
  const groups = access["cognito:groups"];
  return {
    sub: text(access.sub) ?? "",
    email: text(id.email) ?? "",
    name: text(id.name),
    picture: text(id.picture),
    groups: Array.isArray(groups) ? groups.map(String) : [],
    scopes: new Set((text(access.scope) ?? "").split(" ")),
    authTime: Number(access.auth_time ?? 0),
    sessionId: text(access.origin_jti) ?? "",
  };
}
