import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { AttackAccounts } from "../../../../scripts/attack/attack-accounts.ts";
import { createAttackClient } from "../../../../scripts/attack/attack-client.ts";
import type { AttackContext } from "../../../../scripts/attack/check.ts";
import { type Answer, CLIENT_LIMIT, type Memory, problem, type Request, WEB_ORIGIN } from "./weak-answer.ts";
import { answerAuth } from "./weak-auth.ts";
import { answerOrganizations, ORGANIZATION_PATHS, type OrganizationFault } from "./weak-organizations.ts";
import { JWKS, readToken, type TokenFault } from "./weak-tokens.ts";

/** The faults that this server can have. */
export type Fault =
  | TokenFault
  | OrganizationFault
  | "takes a token from the query"
  | "opens administration to users"
  | "reads paths in any case"
  | "resolves dots behind the gate"
  | "opens methods it forgot"
  | "believes x-original-url"
  | "leaves out nosniff"
  | "lets every origin in"
  | "lets no origin in"
  | "repeats the forwarded host"
  | "takes bodies of any size"
  | "takes any media type"
  | "shows its stack"
  | "takes unknown members"
  | "answers in HTML"
  | "lets scripts read the cookie"
  | "shows the cookie's token"
  | "takes the cookie from any page"
  | "sets the cookie for any page"
  | "takes the first of two cookies"
  | "takes any cookie"
  | "rotates no refresh token"
  | "takes used refresh tokens"
  | "leaves the family alive"
  | "leaves access tokens alive"
  | "leaves other sign-ins alive"
  | "shows others' files"
  | "ends others' sign-ins"
  | "sets a link's cookie for any page"
  | "takes links from any page"
  | "takes a link of another browser"
  | "signs in by opening a link"
  | "registers any client"
  | "limits no code"
  | "takes the tenth code"
  | "tells when resets are over"
  | "mixes sessions up"
  | "limits no password"
  | "limits no client"
  | "says not when to try again"
  | `tells at ${string}`
  | `is slower at ${string}`;

/** Headers that every answer has. */
const SECURE = {
  "cache-control": "no-store",
  "strict-transport-security": "max-age=63072000",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const PRIVATE = /^\/v1\/(me|me\/sessions(\/[^/]+)?|files|files\/[^/]+|admin\/\w+)$/;

/** How the gateway reads a path, correctly or with a fault. */
function routeOf(
  raw: string,
  headers: IncomingMessage["headers"],
  memory: Memory,
): { path: string; isOpen: boolean } {
  const { faults } = memory;
  const [path = ""] = raw.split("?");
  if (faults.has("believes x-original-url") && headers["x-original-url"] !== undefined) {
    return { path: String(headers["x-original-url"]), isOpen: true };
  }
  if (faults.has("reads paths in any case") && PRIVATE.test(path.toLowerCase()) && !PRIVATE.test(path)) {
    return { path: path.toLowerCase(), isOpen: true };
  }
  if (faults.has("resolves dots behind the gate")) {
    const resolved = new URL(`http://x${decodeURI(path).replaceAll("%2f", "/")}`).pathname;
    if (resolved !== path && PRIVATE.test(resolved)) return { path: resolved, isOpen: true };
  }
  return { path, isOpen: false };
}

function answerSessions(
  { method, path }: Pick<Request, "method" | "path">,
  { sub, origin }: Readonly<Record<string, unknown>>,
  { faults, refreshTokens, ended }: Memory,
): Answer {
  if (method !== "DELETE") return { status: 200, body: { items: [{ id: origin }] } };
  const id = path.split("/")[4];
  if (id === undefined) {
    if (!faults.has("leaves other sign-ins alive")) ended.add(String(sub));
    return { status: 204 };
  }
  const isOwn = [...refreshTokens.values()].some((one) => one.origin === id && one.sub === sub);
  if (!isOwn && !faults.has("ends others' sign-ins")) return problem(404, "not_found");
  ended.add(id);
  return { status: 204 };
}

function answerPrivate(
  { method, path, headers, body }: Request,
  claims: Readonly<Record<string, unknown>>,
  memory: Memory,
): Answer {
  const { faults, files } = memory;
  const sub = String(claims.sub);
  if (path.startsWith("/v1/admin/")) {
    return faults.has("opens administration to users") || claims.sub === undefined
      ? { status: 200, body: { items: [] } }
      : problem(403, "insufficient_scope");
  }
  if (path.startsWith("/v1/me/sessions")) return answerSessions({ method, path }, claims, memory);
  if (ORGANIZATION_PATHS.test(path)) return answerOrganizations({ method, path, headers, body }, sub, memory);
  if (path === "/v1/files" && method === "POST") {
    const id = randomBytes(8).toString("hex");
    files.set(id, sub);
    return { status: 201, body: { id, name: body.name } };
  }
  const [, id] = /^\/v1\/files\/([^/]+)$/.exec(path) ?? [];
  if (id !== undefined) {
    return files.get(id) === sub || faults.has("shows others' files")
      ? { status: 200, body: { id, download: { url: "https://example.com" } } }
      : problem(404, "not_found");
  }
  return { status: 200, body: { sub } };
}

function gate(request: Request, query: URLSearchParams, isOpen: boolean, memory: Memory): Answer {
  const { faults, ended } = memory;
  if (isOpen) return answerPrivate(request, {}, memory);
  if (faults.has("opens methods it forgot") && !["GET", "POST", "DELETE"].includes(request.method)) {
    return answerPrivate(request, {}, memory);
  }
  const fromQuery = faults.has("takes a token from the query") ? query.get("access_token") : null;
  const token = fromQuery ?? request.headers.authorization?.replace(/^Bearer /, "");
  const claims = token === undefined ? undefined : readToken(token, memory);
  if (claims === undefined) return { status: 401, body: { message: "Unauthorized" } };
  const isEnded = ended.has(String(claims.sub)) || ended.has(String(claims.origin));
  if (isEnded && !faults.has("leaves access tokens alive")) return problem(401, "session_revoked");
  return answerPrivate(request, claims, memory);
}

/** The parsed body, or the refusal. */
function readBody(
  content: string,
  headers: IncomingMessage["headers"],
  memory: Memory,
): Answer | Request["body"] {
  const { faults } = memory;
  if (content.length > 65_536 && !faults.has("takes bodies of any size")) {
    return problem(413, "body_too_large");
  }
  if (content === "") return {};
  if (headers["content-type"] !== "application/json" && !faults.has("takes any media type")) {
    return problem(415, "unsupported_media_type");
  }
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return problem(400, "validation_failed");
    }
    return { ...value };
  } catch (error) {
    return faults.has("shows its stack")
      ? { status: 400, body: { code: "malformed_json", detail: (error as Error).stack ?? "" } }
      : problem(400, "malformed_json");
  }
}

const isAnswer = (value: Answer | Request["body"]): value is Answer => typeof value.status === "number";

const configOf = ({ issuer }: Memory) => ({ issuer, userPoolId: "pool", userPoolClientId: "client" });

async function answer(incoming: IncomingMessage, memory: Memory): Promise<Answer> {
  const { method = "GET", url = "/", headers } = incoming;
  const content = await text(incoming);
  const query = new URLSearchParams(url.split("?")[1] ?? "");
  if (url === "/pool/.well-known/jwks.json") return { status: 200, body: JWKS };
  if (url === "/pool/.well-known/openid-configuration") {
    return { status: 200, body: { registration_endpoint: `${memory.issuer}/register` } };
  }
  if (url === "/pool/register") {
    return memory.faults.has("registers any client")
      ? { status: 201 }
      : problem(400, "invalid_client_metadata");
  }
  const { path, isOpen } = routeOf(url, headers, memory);
  if (method === "OPTIONS") return { status: 204 };
  const body = readBody(content, headers, memory);
  if (isAnswer(body)) return body;
  const request = { method, path, headers, body };
  if (path === "/v1/auth/config") {
    return { status: 200, body: { ...configOf(memory), signInMethods: ["password", "email_link"] } };
  }
  if (path === "/v1/auth/link/complete" && memory.faults.has("signs in by opening a link")) {
    return { status: 200, body: { tokens: {} } };
  }
  if (path.startsWith("/v1/auth/") && method === "POST") return answerAuth(request, query, memory);
  const isPrivate = PRIVATE.test(path) || ORGANIZATION_PATHS.test(path);
  return isPrivate ? gate(request, query, isOpen, memory) : problem(404, "not_found");
}

function headersOf(
  { headers = {} }: Answer,
  origin: string | undefined,
  { faults }: Memory,
): Record<string, string> {
  const { "x-content-type-options": _, ...rest } = SECURE;
  const isAllowed =
    faults.has("lets every origin in") || (origin === WEB_ORIGIN && !faults.has("lets no origin in"));
  return {
    ...(faults.has("leaves out nosniff") ? rest : SECURE),
    ...(origin !== undefined && isAllowed ? { "access-control-allow-origin": origin } : {}),
    "content-type": faults.has("answers in HTML") ? "text/html" : "application/json",
    ...headers,
  };
}

export interface WeakServer {
  readonly context: AttackContext;
  close(): Promise<void>;
}

/** A small authentication server on loopback that is correct except for the chosen faults. */
export async function startWeakServer(...wrong: readonly Fault[]): Promise<WeakServer> {
  let memory: Memory | undefined;
  const server = createServer((incoming, outgoing) => {
    if (memory === undefined) return void outgoing.destroy();
    const known = memory;
    void answer(incoming, known).then((answered) => {
      const forwarded = String(incoming.headers["x-forwarded-host"] ?? "");
      const shown = known.faults.has("repeats the forwarded host") ? { host: forwarded } : {};
      outgoing.writeHead(answered.status, headersOf(answered, incoming.headers.origin, known));
      outgoing.end(answered.body === undefined ? "" : JSON.stringify({ ...answered.body, ...shown }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  memory = {
    faults: new Set(wrong),
    issuer: `${url}/pool`,
    accounts: new Map(),
    refreshTokens: new Map(),
    ended: new Set(),
    counts: new Map(),
    codes: new Map(),
    files: new Map(),
    organizations: new Map(),
  };
  return {
    context: {
      client: createAttackClient(url, async () => {}),
      config: configOf(memory),
      accounts: accountsOf(memory),
      webOrigin: WEB_ORIGIN,
      samples: 12,
      clientBurst: CLIENT_LIMIT + 10,
      wait: async () => {},
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Accounts of this server instead of a pool's. */
function accountsOf({ accounts }: Memory): AttackAccounts {
  const email = () => `attack-${randomBytes(6).toString("hex")}@example.com`;
  return {
    create: async () => {
      const account = { email: email(), password: "Correct-Horse-9" };
      accounts.set(account.email, account.password);
      return account;
    },
    unknownEmail: email,
    removeAll: async () => {
      accounts.clear();
      return [];
    },
  };
}
