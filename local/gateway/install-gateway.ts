/**
 * What API Gateway does around a function and serverless-offline does not: it never trusts a header about the caller, answers
 * preflights and its own errors with its own texts, and gives every request an id.
 */
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isLoopbackHost } from "../protocol/cross-origin.ts";
import { GatewayRecord } from "../recorder/record-gateway.ts";
import type { Recorder } from "../recorder/recorder.ts";
import { hostNameOf } from "../server/visitors.ts";
import { isOriginAllowed, originHeaders, preflightHeaders } from "./cors.ts";
import type { GatewaySettings } from "./gateway-settings.ts";
import type { GatewayRequest, HapiRequest, HapiResponse, HapiServer, HapiToolkit } from "./hapi.ts";
import { OVERRIDE_HEADER } from "./http-api-event.ts";
import { listenOnBothLoopbacks } from "./listen-on-both-loopbacks.ts";
import { announceRequest, forgetRequest } from "./pending-requests.ts";
import { readRequestPath } from "./request-path.ts";
import { answerEndlessHeads, isHeadTooLarge } from "./request-size.ts";

const installed = new WeakSet<object>();

/** Longer than clients keep a connection: a server that closes it first could cut off a request that is on its way. */
const KEEP_ALIVE_MS = 75_000;

/** Installs the gateway in a hapi server, once, however many routes ask for it. */
export function installGateway(server: HapiServer, settings: GatewaySettings): void {
  if (installed.has(server.listener)) return;
  installed.add(server.listener);
  answerEndlessHeads(server.listener);
  server.listener.keepAliveTimeout = KEEP_ALIVE_MS;
  server.ext("onRequest", (request, h) => receive(request, h, settings));
  // hapi lets a GET route answer HEAD; on AWS that is a separate method.
  server.ext("onPreAuth", (request, h) => {
    if (request.method !== "head" || request.route.method !== "get") return h.continue;
    gatewayRequest(request).record?.refused("method", "a route of GET does not take HEAD", 404);
    return refuse(h, 404);
  });
  server.ext("onPreHandler", (request, h) => {
    const gateway = gatewayRequest(request);
    if (Buffer.isBuffer(request.payload) && request.payload.length > 0) {
      gateway.body = request.payload.toString();
    }
    const id = announceRequest(gateway);
    request.raw.req.rawHeaders.push(OVERRIDE_HEADER, JSON.stringify(id));
    return h.continue;
  });
  server.ext("onPreResponse", (request, h) => answer(request, h, settings));
  let stopListening = () => {};
  server.ext("onPostStart", async () => {
    stopListening = await listenOnBothLoopbacks(server.listener);
    settings.onListening();
  });
  server.ext("onPreStop", () => stopListening());
}

export function gatewayRequest(request: HapiRequest): GatewayRequest {
  request.app.gateway ??= {
    requestId: randomBytes(11).toString("base64url"),
    rawQueryString: request.raw.req.url?.split("?").slice(1).join("?") ?? "",
  };
  return request.app.gateway;
}

function receive(
  request: HapiRequest,
  h: HapiToolkit,
  { cors, hosts, clock, recorder, onRefusedOrigin }: GatewaySettings,
): unknown {
  const { req } = request.raw;
  const { origin } = req.headers;
  const isPreflight =
    req.method === "OPTIONS" && origin !== undefined && "access-control-request-method" in req.headers;
  const isForeign = origin !== undefined && cors !== null && !isOriginAllowed(cors, origin);
  // Pages of the API itself send their origin, too, and need no permission.
  if (isForeign && URL.parse(origin)?.host !== req.headers.host) onRefusedOrigin(origin);
  // A preflight is recorded only if it is refused.
  const record = isPreflight && !isForeign ? null : recordRequest(request, recorder);
  if (origin !== undefined && cors !== null) record?.origin(origin, !isForeign);
  if (isHeadTooLarge(req)) {
    record?.refused("size", "request line and header values are larger than 10,240 bytes", 431);
    return refuse(h, 431);
  }
  if (!isOwnHost(req.headers.host, hosts)) {
    record?.refused("host", `the API does not answer to the name ${req.headers.host}`, 403);
    return refuse(h, 403);
  }
  joinHeaders(req);
  if (isPreflight && cors !== null) {
    record?.refused("origin", `pages of ${origin} may not use the API`, 204);
    return h.response().code(204).takeover();
  }
  const path = readRequestPath(req.url ?? "");
  if ("refusal" in path) {
    record?.refused("path", "no API has such a path", path.refusal);
    return refuse(h, path.refusal);
  }
  Object.assign(gatewayRequest(request), { path: path.decoded, receivedAt: clock.now() });
  return h.continue;
}

function recordRequest(request: HapiRequest, recorder: Recorder | null): GatewayRecord | null {
  if (recorder?.isRecording !== true) return null;
  const gateway = gatewayRequest(request);
  gateway.record = new GatewayRecord(recorder, request.raw, gateway.requestId);
  return gateway.record;
}

const refuse = (h: HapiToolkit, status: number) =>
  h.response({ message: GATEWAY_MESSAGES[status] }).code(status).takeover();

/** API Gateway checks the name, too: it answers 403 for a name that is not the API's. */
const isOwnHost = (host: string | undefined, hosts: readonly string[]): boolean =>
  isLoopbackHost(host) || hosts.includes(hostNameOf(host));

/**
 * Headers as API Gateway passes them on. Repeated ones are joined by commas, also a second `Authorization`, so that the
 * function sees what was checked here. Headers that serverless-offline would use as an identity are removed.
 */
function joinHeaders(request: IncomingMessage): void {
  const joined = Object.entries(request.headersDistinct)
    .filter(([name]) => name !== OVERRIDE_HEADER)
    .map(([name, values]) => [name, (values ?? []).join(name === "cookie" ? "; " : ",")] as const);
  request.rawHeaders = joined.flat();
  for (const name of Object.keys(request.headers)) delete request.headers[name];
  Object.assign(request.headers, Object.fromEntries(joined));
}

/** API Gateway's bodies for answers that do not come from a function. */
const GATEWAY_MESSAGES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  413: "Request Entity Too Large",
  431: "Request Header Fields Too Large",
};

/** hapi's route for everything that no other route takes. */
const NO_ROUTE = "/{p*}";

function answer(request: HapiRequest, h: HapiToolkit, settings: GatewaySettings): unknown {
  const gateway = gatewayRequest(request);
  forgetRequest(gateway);
  const response = ownAnswer(request, h);
  if (response.isBoom === true) throw new Error("an error is left unanswered");
  if (response !== request.response) {
    const { path, method } = request.route;
    gateway.record?.answersItself(response.statusCode, `${method.toUpperCase()} ${path}`);
  }
  response.headers["apigw-requestid"] = gateway.requestId;
  response.headers.date = new Date(settings.clock.now()).toUTCString();
  // serverless-offline calls everything JSON, also nothing at all.
  if (response.statusCode === 204) delete response.headers["content-type"];
  applyCors(request, response.headers, settings);
  followHost(request, response, settings);
  // Otherwise hapi would add its own headers to them.
  request.info.cors = { isOriginMatch: false };
  return response === request.response ? h.continue : response;
}

function ownAnswer(request: HapiRequest, h: HapiToolkit): HapiRequest["response"] {
  const { response } = request;
  const isNowhere =
    request.route.path === NO_ROUTE && (response.isBoom === true || response.statusCode === 404);
  if (isNowhere) return h.response({ message: "Not Found" }).code(404);
  if (response.isBoom === true) {
    const status = response.output.statusCode;
    return h.response({ message: GATEWAY_MESSAGES[status] ?? "Internal Server Error" }).code(status);
  }
  return response;
}

/**
 * Functions know the cloud by a loopback address, which on a phone is the phone itself. In answers to a client that used an
 * allowed name, the cloud has that name, so that presigned URLs and the endpoints for SDKs lead to it. Issuers stay
 * `localhost`.
 */
function followHost(
  request: HapiRequest,
  response: HapiResponse,
  { cloudPort, followedHosts }: GatewaySettings,
): void {
  const host = hostNameOf(request.raw.req.headers.host);
  if (!followedHosts.includes(host) || typeof response.source !== "string") return;
  response.source = response.source.replaceAll(
    `http://127.0.0.1:${cloudPort}`,
    `http://${host}:${cloudPort}`,
  );
}

/** Only API Gateway's settings count, although serverless-offline allows any origin and a function may send its own headers. */
function applyCors(
  request: HapiRequest,
  headers: Record<string, string | undefined>,
  { cors }: GatewaySettings,
): void {
  const { origin } = request.headers;
  if (cors === null) {
    if (origin !== undefined) delete headers["access-control-allow-credentials"];
    return;
  }
  for (const name of Object.keys(headers)) if (name.startsWith("access-control-")) delete headers[name];
  if (origin === undefined) return;
  Object.assign(
    headers,
    request.method === "options" ? preflightHeaders(cors, origin) : originHeaders(cors, origin),
  );
}
