/** The parts of hapi that the gateway uses; serverless-offline builds its HTTP API on hapi. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { GatewayRecord } from "../recorder/record-gateway.ts";

export interface HapiResponse {
  readonly isBoom?: false;
  /** The body. */
  source?: unknown;
  readonly headers: Record<string, string | undefined>;
  readonly statusCode: number;
  code(status: number): HapiResponse;
  header(name: string, value: string): HapiResponse;
  takeover(): HapiResponse;
}

/** An error that hapi is about to answer. */
interface HapiError {
  readonly isBoom: true;
  readonly output: { readonly statusCode: number; readonly headers: Record<string, string | undefined> };
}

export interface HapiRequest {
  readonly method: string;
  readonly path: string;
  readonly raw: { readonly req: IncomingMessage; readonly res: ServerResponse };
  readonly headers: Record<string, string | undefined>;
  readonly route: { readonly path: string; readonly method: string };
  readonly response: HapiResponse | HapiError;
  /** `cors` is there once a route was found. */
  readonly info: { cors?: { isOriginMatch: boolean } };
  /** The received bytes, until serverless-offline parses them as JSON. */
  readonly payload: unknown;
  /** Ours: lives as long as the request. */
  readonly app: { gateway?: GatewayRequest };
}

/** The gateway's own data about a request. */
export interface GatewayRequest {
  /** `requestContext.requestId` of the event and `apigw-requestid` of the answer. */
  readonly requestId: string;
  /** Decoded: `rawPath` of the event. Undefined until the request was accepted. */
  path?: string;
  /** The time of arrival, in milliseconds since the epoch. Undefined until the request was accepted. */
  receivedAt?: number;
  /** The original query string, without the question mark. */
  readonly rawQueryString: string;
  /** The original text; undefined if there was none. */
  body?: string;
  authorizer?: JwtAuthorizerContext;
  /** Its trace; undefined if the recorder is off, and until the request was received. */
  record?: GatewayRecord;
}

/** `requestContext.authorizer` of a payload 2.0 event behind a JWT authorizer. */
interface JwtAuthorizerContext {
  readonly jwt: {
    readonly claims: Readonly<Record<string, string>>;
    readonly scopes: readonly string[] | null;
  };
}

export interface HapiToolkit {
  readonly continue: symbol;
  response(body?: unknown): HapiResponse;
  authenticated(result: { readonly credentials: Record<string, unknown> }): unknown;
}

type Extension = (request: HapiRequest, h: HapiToolkit) => unknown;

export interface HapiServer {
  readonly listener: Server;
  ext(point: "onRequest" | "onPreAuth" | "onPreHandler" | "onPreResponse", extension: Extension): void;
  ext(point: "onPostStart" | "onPreStop", extension: () => void | Promise<void>): void;
}
