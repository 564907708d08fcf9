/**
 * The metadata of a client that registers itself (RFC 7591 §2). Only what is listed here is read: a logo, terms, a key set or a
 * software statement is ignored and never fetched.
 */

/** The errors of RFC 7591 §3.2.2 that this endpoint has. */
export type RegistrationErrorCode = "invalid_redirect_uri" | "invalid_client_metadata";

export class RegistrationRefused extends Error {
  override readonly name = "RegistrationRefused";
  readonly code: RegistrationErrorCode;

  constructor(code: RegistrationErrorCode, description: string) {
    super(description);
    this.code = code;
  }
}

const metadataInvalid = (description: string) =>
  new RegistrationRefused("invalid_client_metadata", description);

const redirectInvalid = (description: string) => new RegistrationRefused("invalid_redirect_uri", description);

/** What the pool permits. */
export interface RegistrationRules {
  /** By Cognito's names. `implicit` may be among them, and is ignored (API_DcrConfigurationType). */
  readonly grants: readonly string[];
  /** In addition to those of OpenID Connect. */
  readonly scopes: readonly string[];
}

type AuthMethod = "none" | "client_secret_basic" | "client_secret_post";

/** A registration that the rules permit. */
export interface Registration {
  readonly name: string | null;
  readonly flow: "code" | "client_credentials";
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly authMethod: AuthMethod;
}

/** Allows its client to register others. No registered client can have it (API_DcrConfigurationType). */
export const REGISTRATION_SCOPE = "aws.cognito/dcr/register";

const OPENID_SCOPES: readonly string[] = ["openid", "email", "phone", "profile"];
const USER_SCOPE = "aws.cognito.signin.user.admin";

const AUTH_METHODS: readonly string[] = ["none", "client_secret_basic", "client_secret_post"];

/** Of an app client (API_CreateUserPoolClient). */
const MAX_REDIRECT_URIS = 100;
const MAX_REDIRECT_URI_LENGTH = 1024;
const MAX_SCOPES = 50;

/** The ASCII part of ClientNameType: its `\w` and `\s` would let names look like others. */
const CLIENT_NAME = /^[A-Za-z0-9_ +=,.@-]{1,128}$/;

/** Schemes that a browser or the system runs, reads or hands on; a code must not go there. */
const FORBIDDEN_SCHEMES = new Set([
  "about",
  "blob",
  "chrome",
  "chrome-extension",
  "data",
  "file",
  "filesystem",
  "ftp",
  "intent",
  "jar",
  "javascript",
  "mailto",
  "moz-extension",
  "ms-browser-extension",
  "resource",
  "sms",
  "tel",
  "vbscript",
  "view-source",
  "ws",
  "wss",
]);

const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Reads the metadata of a registration.
 * @param metadata the parsed body
 * @throws RegistrationRefused
 */
export function readRegistration(
  metadata: Readonly<Record<string, unknown>>,
  rules: RegistrationRules,
): Registration {
  const flow = readFlow(metadata, rules);
  checkResponseTypes(metadata, flow);
  return {
    name: readName(metadata),
    flow,
    authMethod: readAuthMethod(metadata, flow),
    redirectUris: readRedirectUris(metadata, flow),
    scopes: readScopes(metadata, flow, rules),
  };
}

/** @throws RegistrationRefused */
function readText(metadata: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = metadata[name];
  if (value !== undefined && typeof value !== "string") throw metadataInvalid(`${name} must be a string`);
  return value;
}

/** @throws RegistrationRefused */
function readTexts(
  metadata: Readonly<Record<string, unknown>>,
  name: string,
  invalid = metadataInvalid,
): readonly string[] | undefined {
  const value = metadata[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw invalid(`${name} must be an array of strings`);
  }
  return [...new Set(value as string[])];
}

/** @throws RegistrationRefused */
function readName(metadata: Readonly<Record<string, unknown>>): string | null {
  const name = readText(metadata, "client_name");
  if (name === undefined) return null;
  if (!CLIENT_NAME.test(name) || name.trim() === "") {
    throw metadataInvalid("client_name may have 128 letters, digits, spaces and _ + = , . @ -");
  }
  return name;
}

/** A client has one grant: Cognito does not combine client credentials with codes. @throws RegistrationRefused */
function readFlow(
  metadata: Readonly<Record<string, unknown>>,
  { grants }: RegistrationRules,
): Registration["flow"] {
  const asked = readTexts(metadata, "grant_types") ?? ["authorization_code"];
  const known = ["authorization_code", "refresh_token", "client_credentials"];
  if (!asked.every((grant) => known.includes(grant))) throw metadataInvalid("grant_types is not supported");
  const isMachine = asked.includes("client_credentials");
  if (isMachine && asked.length > 1) {
    throw metadataInvalid("client_credentials can't be combined with other grant_types");
  }
  if (!isMachine && !asked.includes("authorization_code")) {
    throw metadataInvalid("grant_types must have authorization_code or client_credentials");
  }
  const flow = isMachine ? "client_credentials" : "code";
  if (!grants.includes(flow)) throw metadataInvalid("grant_types is not allowed for this registration");
  return flow;
}

/** Consistent with the grant (RFC 7591 §2.1). @throws RegistrationRefused */
function checkResponseTypes(metadata: Readonly<Record<string, unknown>>, flow: Registration["flow"]): void {
  const wanted = flow === "code" ? ["code"] : [];
  const asked = readTexts(metadata, "response_types") ?? wanted;
  if (asked.join() !== wanted.join()) throw metadataInvalid("response_types do not fit grant_types");
}

/** @throws RegistrationRefused */
function readAuthMethod(metadata: Readonly<Record<string, unknown>>, flow: Registration["flow"]): AuthMethod {
  const method = readText(metadata, "token_endpoint_auth_method") ?? "client_secret_basic";
  if (!AUTH_METHODS.includes(method)) throw metadataInvalid("token_endpoint_auth_method is not supported");
  if (flow === "client_credentials" && method === "none") {
    throw metadataInvalid("client_credentials needs a token_endpoint_auth_method with a secret");
  }
  return method as AuthMethod;
}

/** @throws RegistrationRefused */
function readRedirectUris(
  metadata: Readonly<Record<string, unknown>>,
  flow: Registration["flow"],
): readonly string[] {
  const uris = readTexts(metadata, "redirect_uris", redirectInvalid) ?? [];
  if (flow === "client_credentials") {
    if (uris.length > 0) throw redirectInvalid("client_credentials has no redirect_uris");
    return [];
  }
  if (uris.length === 0) throw redirectInvalid("redirect_uris is required");
  if (uris.length > MAX_REDIRECT_URIS) throw redirectInvalid(`redirect_uris may have ${MAX_REDIRECT_URIS}`);
  for (const uri of uris) checkRedirectUri(uri);
  return uris;
}

/**
 * An absolute URI without a fragment (RFC 6749 §3.1.2): https, http on loopback (RFC 8252 §7.3), or an app's own scheme
 * (RFC 8252 §7.1). Only printable ASCII: URL parsers drop tabs and newlines, and `java\nscript:` would pass.
 *
 * @throws RegistrationRefused
 */
function checkRedirectUri(uri: string): void {
  if (uri.length > MAX_REDIRECT_URI_LENGTH || !/^[\x21-\x7e]+$/.test(uri)) {
    throw redirectInvalid(
      "a redirect URI must be printable ASCII without spaces, of 1,024 characters at most",
    );
  }
  const url = URL.parse(uri);
  const [, scheme = ""] = /^([a-z][a-z0-9+.-]*):\//i.exec(uri) ?? [];
  if (url === null || scheme === "") throw redirectInvalid("a redirect URI must be absolute");
  if (/[#*\\]/.test(uri)) throw redirectInvalid("a redirect URI has no fragment and no wildcard");
  if (url.username !== "" || url.password !== "") throw redirectInvalid("a redirect URI has no user");
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  // Without both slashes, parsers disagree about the host.
  if (isWeb && !/^https?:\/\/[^/]/i.test(uri)) throw redirectInvalid("a redirect URI must have a host");
  if (url.protocol === "http:" && !LOOPBACK.includes(url.hostname)) {
    throw redirectInvalid("a redirect URI must use https, but on this machine");
  }
  if (FORBIDDEN_SCHEMES.has(scheme.toLowerCase())) {
    throw redirectInvalid("the redirect URI's scheme is not allowed");
  }
}

/** @throws RegistrationRefused */
function readScopes(
  metadata: Readonly<Record<string, unknown>>,
  flow: Registration["flow"],
  rules: RegistrationRules,
): readonly string[] {
  const custom = rules.scopes.filter((scope) => scope !== REGISTRATION_SCOPE);
  const allowed =
    flow === "code"
      ? [...OPENID_SCOPES, ...custom]
      : custom.filter((scope) => scope !== USER_SCOPE && !OPENID_SCOPES.includes(scope));
  const text = readText(metadata, "scope") ?? "";
  const asked = [...new Set(text.split(" ").filter((scope) => scope !== ""))];
  if (asked.length > MAX_SCOPES || !asked.every((scope) => allowed.includes(scope))) {
    throw metadataInvalid("scope has a value that is not allowed");
  }
  if (asked.length > 0) return asked;
  if (flow === "client_credentials") throw metadataInvalid("client_credentials needs a scope");
  return OPENID_SCOPES;
}
