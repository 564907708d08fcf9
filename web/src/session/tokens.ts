/** What the page reads from its tokens, to show or hide controls; the API decides what is allowed. */

export interface Session {
  readonly sub: string;
  readonly email: string;
  readonly name: string | undefined;
  readonly picture: string | undefined;
  readonly groups: readonly string[];
  readonly scopes: ReadonlySet<string>;
  /** Seconds since the epoch: when the user last signed in. */
  readonly authTime: number;
  /** The account was created by a provider's sign-in; password and second factors are the provider's. */
  readonly isFederated: boolean;
  /** Identity providers that sign in to the account: the one that created it, or the linked ones. */
  readonly providers: readonly string[];
  /** The organization that the tokens are for. */
  readonly organization: string | undefined;
  /** The id of this session in the list of sessions. */
  readonly sessionId: string;
}

type Claims = Readonly<Record<string, unknown>>;

/** The claims of a token, not verified. */
function readClaims(token: string): Claims {
  const part = token.split(".")[1] ?? "";
  const bytes = Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (char) =>
    char.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
}

const text = (claim: unknown): string | undefined => (typeof claim === "string" ? claim : undefined);

/** @param claim `identities` of an ID token */
const providersIn = (claim: unknown): readonly string[] =>
  Array.isArray(claim)
    ? [...new Set(claim.flatMap((one: Claims | null) => text(one?.providerName) ?? []))]
    : [];

/** @param id the ID token's claims */
export function readSession(accessToken: string, id: Claims): Session {
  const access = readClaims(accessToken);
  const groups = access["cognito:groups"];
  return {
    sub: text(access.sub) ?? "",
    email: text(id.email) ?? "",
    name: text(id.name),
    picture: text(id.picture),
    groups: Array.isArray(groups) ? groups.map(String) : [],
    scopes: new Set((text(access.scope) ?? "").split(" ")),
    authTime: Number(access.auth_time ?? 0),
    // The pool's own usernames contain no underscore; others begin with the provider's name and an underscore.
    isFederated: text(access.username)?.includes("_") === true,
    providers: providersIn(id.identities),
    organization: text(access.org_id),
    sessionId: text(access.origin_jti) ?? "",
  };
}
