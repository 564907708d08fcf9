import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import type { Clock } from "../../../local/clock.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { listen } from "./listen.ts";

const keyOf = {
  RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  stranger: generateKeyPairSync("rsa", { modulusLength: 2048 }),
} as const;

/** What an endpoint answers instead of the truth. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Endpoint = "configuration" | "authorize" | "token" | "jwks" | "userinfo";

/** What the provider says. Tests change it as they go. */
export interface ProviderScript {
  /** Claims of the person who signs in: all of them at userInfo, and those named in `inIdToken` in the ID token, too. */
  person: { sub: string } & Record<string, unknown>;
  inIdToken: readonly string[];
  /** Changes the ID token's claims; what is undefined is left out. */
  claims: (claims: JWTPayload) => JWTPayload;
  header: Record<string, unknown>;
  signWith: "RS256" | "ES256" | "stranger" | "none" | { readonly secret: string; readonly alg?: string };
  /** Replaces the ID token. */
  idToken: ((token: string) => string | undefined) | undefined;
  userInfo: (person: Record<string, unknown>) => unknown;
  /** The members of the discovery document that differ. */
  configuration: Record<string, unknown>;
  /** Instead of the keys, by name of the key. */
  keys: readonly ("RS256" | "ES256")[];
  answer: { [Name in Endpoint]?: ScriptedAnswer };
  /** Endpoints that never answer. */
  silent: Set<Endpoint>;
  /** Endpoints that close the connection. */
  broken: Set<Endpoint>;
  /** Parameters of the answer in the browser. */
  callback: (parameters: Record<string, string>) => Record<string, string>;
}

interface ReceivedRequest {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
}

export interface ScriptedProvider {
  readonly issuer: string;
  readonly script: ProviderScript;
  readonly received: ReceivedRequest[];
  /** The last request to an endpoint. */
  last(endpoint: Endpoint): ReceivedRequest;
  /** The public half of a key, as PEM: what a forger takes for a shared secret. */
  readonly publicPem: string;
}

/** A header parameter that a signature may declare critical, and that is unknown (RFC 7515 §4.1.11). */
export const EXTENSION = "urn:example:extension";

export const CLIENT_ID = "pool-at-provider";
export const CLIENT_SECRET = "a-secret-of-more-than-thirty-two-bytes";

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "/.well-known/openid-configuration": "configuration",
  "/authorize": "authorize",
  "/token": "token",
  "/jwks": "jwks",
  "/userinfo": "userinfo",
  "/me": "userinfo",
};

/** An OpenID provider on a port of its own, which can lie in every way. */
export async function startScriptedProvider(clock: Clock): Promise<ScriptedProvider> {
  const received: ReceivedRequest[] = [];
  const codes = new Map<string, URLSearchParams>();
  const script: ProviderScript = {
    person: { sub: "ada-1", email: "ada@example.com", email_verified: true, name: "Ada Lovelace" },
    inIdToken: ["email", "email_verified"],
    claims: (claims) => claims,
    header: {},
    signWith: "RS256",
    idToken: undefined,
    userInfo: (person) => person,
    configuration: {},
    keys: ["RS256", "ES256"],
    answer: {},
    silent: new Set(),
    broken: new Set(),
    callback: (parameters) => parameters,
  };
  let issuer = "";

  const server = createServer(async (request, response) => {
    const seen = await readRequest(request);
    if (seen === null) return answer(response, { status: 404 });
    received.push(seen);
    if (script.silent.has(seen.endpoint)) return;
    if (script.broken.has(seen.endpoint)) return void request.socket.destroy();
    answer(response, script.answer[seen.endpoint] ?? (await truth(seen)));
  });

  async function truth({ endpoint, query, form }: ReceivedRequest): Promise<ScriptedAnswer> {
    switch (endpoint) {
      case "configuration":
        return { body: { ...configurationOf(issuer), ...script.configuration } };
      case "jwks":
        return { body: { keys: await Promise.all(script.keys.map(publicJwk)) } };
      case "authorize": {
        const code = randomUUID();
        codes.set(code, query);
        const parameters = script.callback({ code, state: query.get("state") ?? "" });
        const location = `${query.get("redirect_uri")}?${new URLSearchParams(parameters)}`;
        return { status: 302, headers: { location } };
      }
      case "token":
        return redeem(form);
      case "userinfo":
        return { body: script.userInfo(script.person) };
    }
  }

  async function redeem(form: URLSearchParams): Promise<ScriptedAnswer> {
    const asked = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    if (asked === undefined || asked.get("redirect_uri") !== form.get("redirect_uri")) {
      return { status: 400, body: { error: "invalid_grant" } };
    }
    const accessToken = `at-${randomUUID()}`;
    const token = await signed(asked, accessToken);
    const idToken = script.idToken === undefined ? token : script.idToken(token);
    return {
      body: {
        access_token: accessToken,
        token_type: "Bearer",
        expires_in: 3600,
        scope: asked.get("scope"),
        ...(idToken !== undefined && { id_token: idToken }),
      },
    };
  }

  async function signed(asked: URLSearchParams, accessToken: string): Promise<string> {
    const now = Math.floor(clock.now() / 1000);
    const { person, inIdToken, claims, header, signWith } = script;
    const half = createHash("sha256").update(accessToken).digest().subarray(0, 16);
    const payload = claims({
      iss: issuer,
      aud: asked.get("client_id") ?? "",
      sub: person.sub,
      iat: now,
      exp: now + 300,
      nonce: asked.get("nonce") ?? "",
      at_hash: half.toString("base64url"),
      ...Object.fromEntries(inIdToken.flatMap((name) => (name in person ? [[name, person[name]]] : []))),
    });
    if (signWith === "none") return new UnsecuredJWT(payload).encode();
    if (typeof signWith === "object") {
      const protectedHeader = { alg: signWith.alg ?? "HS256", kid: "RS256", ...header };
      return new SignJWT(payload).setProtectedHeader(protectedHeader).sign(Buffer.from(signWith.secret));
    }
    const alg = signWith === "ES256" ? "ES256" : "RS256";
    return new SignJWT(payload)
      .setProtectedHeader({ alg, kid: alg, ...header })
      .sign(keyOf[signWith].privateKey, { crit: { [EXTENSION]: true } });
  }

  server.keepAliveTimeout = 0;
  issuer = closeAtEnd(await listen(server)).url;
  return {
    issuer,
    script,
    received,
    publicPem: String(keyOf.RS256.publicKey.export({ type: "spki", format: "pem" })),
    last: (endpoint) => {
      const found = received.findLast((request) => request.endpoint === endpoint);
      if (found === undefined) throw new Error(`${endpoint} was never asked`);
      return found;
    },
  };
}

const configurationOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  userinfo_endpoint: `${issuer}/userinfo`,
});

async function publicJwk(name: "RS256" | "ES256") {
  const key: KeyObject = keyOf[name].publicKey;
  return { ...(await exportJWK(key)), kid: name, use: "sig" };
}

async function readRequest(request: IncomingMessage): Promise<ReceivedRequest | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? "", "http://provider");
  const endpoint = ENDPOINTS[url.pathname];
  if (endpoint === undefined) return null;
  return {
    endpoint,
    method: request.method ?? "",
    query: url.searchParams,
    form: new URLSearchParams(Buffer.concat(chunks).toString()),
    authorization: request.headers.authorization,
  };
}

function answer(response: ServerResponse, { status = 200, body = {}, headers = {} }: ScriptedAnswer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
