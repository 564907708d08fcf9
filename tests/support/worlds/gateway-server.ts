/**
 * The gateway around one echoing function, on hapi as serverless-offline sets it up: its server, its events, our
 * authentication provider.
 */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type AdjustableClock, createFakeClock, epochSeconds } from "../../../local/clock.ts";
import { "module.exports" as authenticationProvider } from "../../../local/gateway/authentication-provider.ts";
import type { CorsSettings } from "../../../local/gateway/cors.ts";
import { gatewayFunction } from "../../../local/gateway/gateway-function.ts";
import { configureGateway } from "../../../local/gateway/gateway-settings.ts";
import type { HapiRequest, HapiServer, HapiToolkit } from "../../../local/gateway/hapi.ts";
import { Recorder } from "../../../local/recorder/recorder.ts";
import { startFunctions } from "../stacks/local-functions.ts";

const offline = createRequire(import.meta.url).resolve("serverless-offline");

interface Server extends HapiServer {
  readonly auth: {
    scheme(name: string, factory: unknown): void;
    strategy(name: string, scheme: string): void;
  };
  readonly info: { readonly port: number };
  route(route: object): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface OfflineRequest {
  payload: unknown;
  rawPayload: string | null;
}

/** As serverless-offline does before it makes the event. */
function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return text;
  }
}

type EventClass = new (request: unknown, stage: string, routeKey: string) => { create(): object };

/** What the function saw. */
export interface SeenEvent {
  readonly headers: Record<string, string>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly rawPath: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly requestContext: Record<string, unknown> & {
    readonly authorizer?: {
      readonly jwt: { readonly claims: Record<string, string>; readonly scopes: string[] | null };
    };
  };
}

export interface GatewayServer {
  readonly url: string;
  readonly clock: AdjustableClock;
  readonly recorder: Recorder;
  readonly issuer: string;
  readonly clientId: string;
  readonly key: SigningKey;
  /** Origins that the gateway reported as refused. */
  readonly refusedOrigins: string[];
  /** How often the gateway said that the API listens. */
  readonly timesListening: () => number;
  /** Makes the function fail from here on. */
  failWith(message: string | null): void;
  stop(): Promise<void>;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function createSigningKey(kid: string): SigningKey {
  return { kid, ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
}

/** A token as Cognito signs it, or as an attacker would. */
export function signToken(key: SigningKey, claims: object, header: object = {}): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const content = `${encode({ alg: "RS256", kid: key.kid, ...header })}.${encode(claims)}`;
  return `${content}.${sign("RSA-SHA256", Buffer.from(content), key.privateKey).toString("base64url")}`;
}

export function accessClaims({ clock, issuer, clientId }: GatewayServer): Record<string, unknown> {
  const now = epochSeconds(clock);
  return {
    sub: "6418b458",
    iss: issuer,
    client_id: clientId,
    token_use: "access",
    scope: "api/profile aws.cognito.signin.user.admin",
    "cognito:groups": ["admins", "users"],
    iat: now,
    exp: now + 3600,
  };
}

/** An issuer of which the local cloud has no keys; `/foreign` takes its tokens from `x-token`. */
export const FOREIGN_ISSUER = "https://issuer.example";

/** Routes whose answers are as serverless-offline makes them, with headers that a function asked for or that it adds itself. */
const talkativeRoutes = [
  {
    method: "GET",
    path: "/own-cors",
    handler: (_: unknown, h: HapiToolkit) =>
      h
        .response({})
        .header("access-control-allow-origin", "*")
        .header("access-control-allow-credentials", "true")
        .header("x-note-access-control-", "kept")
        .header("content-type", "text/x-own"),
  },
  {
    method: "GET",
    path: "/nothing",
    handler: (_: unknown, h: HapiToolkit) =>
      h.response().code(204).header("content-type", "application/json"),
  },
  {
    method: "GET",
    path: "/addresses",
    handler: (_: unknown, h: HapiToolkit) =>
      h
        .response(
          JSON.stringify({ url: "http://127.0.0.1:4566/files/a", issuer: "http://localhost:4566/pool" }),
        )
        .header("content-type", "application/json"),
  },
  {
    method: "GET",
    path: "/broken",
    handler: () => {
      throw new Error("secret detail");
    },
  },
  {
    method: "GET",
    path: "/head",
    handler: ({ headers, raw }: HapiRequest, h: HapiToolkit) =>
      h.response({ headers, rawHeaders: raw.req.rawHeaders }),
  },
];

/** What serverless-offline makes of the service's settings for hapi. */
const hapiCors = (cors: CorsSettings) => ({
  credentials: cors.allowCredentials ?? false,
  exposedHeaders: [...(cors.exposedResponseHeaders ?? [])],
  headers: [...(cors.allowedHeaders ?? [])],
  maxAge: cors.maxAge,
  origin: [...cors.allowedOrigins],
});

export async function startGateway(
  cors: CorsSettings | null = null,
  hosts: readonly string[] = [],
  { isRecorded = true }: { readonly isRecorded?: boolean } = {},
): Promise<GatewayServer> {
  const clock = createFakeClock();
  const recorder = new Recorder({ clock });
  const key = createSigningKey("kid-1");
  const issuer = "http://localhost:4566/us-east-1_Ab12Cd34E";
  const clientId = "client-1";
  let failure: string | null = null;
  let timesListening = 0;
  const refusedOrigins: string[] = [];
  configureGateway({
    clock,
    cors,
    hosts,
    recorder: isRecorded ? recorder : null,
    followedHosts: hosts.filter((host) => host.startsWith("10.")),
    cloudPort: 4566,
    authorizers: {
      cognito: { issuer, audience: [clientId], header: "authorization" },
      foreign: { issuer: FOREIGN_ISSUER, audience: [clientId], header: "x-token" },
    },
    keysOf: (asked) =>
      asked === issuer
        ? { keys: [{ ...key.publicKey.export({ format: "jwk" }), kid: key.kid, alg: "RS256", use: "sig" }] }
        : null,
    onListening: () => {
      timesListening += 1;
    },
    onRefusedOrigin: (origin) => refusedOrigins.push(origin),
  });

  const { Server: Hapi } = createRequire(offline)("@hapi/hapi") as {
    Server: new (options: object) => Server;
  };
  const { default: Event } = (await import(
    pathToFileURL(join(dirname(offline), "events/http/lambda-events/LambdaProxyIntegrationEventV2.js")).href
  )) as { default: EventClass };
  const server = new Hapi({ host: "127.0.0.1", port: 0, router: { stripTrailingSlash: true } });

  const functions = startFunctions();

  const addRoute = (
    method: string,
    path: string,
    authorizer?: { name: string; scopes?: string[] } | string,
  ) => {
    const strategy = authenticationProvider(
      authorizer === undefined ? {} : { authorizer },
      "echo",
      method,
      path,
    );
    server.auth.scheme(strategy.scheme, strategy.getAuthenticateFunction);
    server.auth.strategy(strategy.name, strategy.scheme);
    server.route({
      method,
      path,
      options: {
        auth: strategy.name,
        ...(cors === null ? {} : { cors: hapiCors(cors) }),
        ...(method === "GET" ? {} : { payload: { maxBytes: 1024, parse: false } }),
      },
      handler: async (request: OfflineRequest, h: HapiToolkit) => {
        request.rawPayload = request.payload instanceof Buffer ? request.payload.toString() : null;
        request.payload = readJson(request.rawPayload);
        const lambda = gatewayFunction(functions, failure === null ? "echo" : "fail");
        const event = new Event(request, "$default", `${method} ${path}`).create();
        lambda.setEvent(failure === null ? event : { ...event, message: failure });
        const result = (await lambda.runHandler()) as { statusCode: number; body: string };
        return h.response(result.body).code(result.statusCode);
      },
    });
  };
  addRoute("GET", "/public");
  addRoute("POST", "/public");
  addRoute("GET", "/");
  addRoute("DELETE", "/things/{id}");
  addRoute("DELETE", "/things/{id}/parts/{part}");
  addRoute("GET", "/any", { name: "cognito" });
  addRoute("GET", "/profile", { name: "cognito", scopes: ["api/profile", "api/everything"] });
  addRoute("GET", "/admin", { name: "cognito", scopes: ["api/users.write"] });
  addRoute("GET", "/by-name", "cognito");
  addRoute("GET", "/foreign", { name: "foreign" });
  for (const route of talkativeRoutes) server.route(route);
  server.route({
    method: "*",
    path: "/{p*}",
    handler: (_: unknown, h: HapiToolkit) =>
      h.response({ error: "Serverless-offline: route not found." }).code(404),
  });
  await server.start();
  return {
    url: `http://127.0.0.1:${server.info.port}`,
    clock,
    recorder,
    issuer,
    clientId,
    key,
    refusedOrigins,
    timesListening: () => timesListening,
    failWith: (message) => {
      failure = message;
    },
    stop: async () => {
      await server.stop();
      await functions.close();
    },
  };
}
