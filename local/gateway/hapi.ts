/** What the gateway uses of hapi, on which serverless-offline builds its HTTP API. */
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
  /** Until serverless-offline reads JSON of it, the bytes as they came. */
  readonly payload: unknown;
  /** Ours: lives as long as the request. */
  readonly app: { gateway?: GatewayRequest };
}

/** What the gateway knows of a request beside hapi. */
export interface GatewayRequest {
  /** `requestContext.requestId` of the event and `apigw-requestid` of the answer. */
  readonly requestId: string;
  /** Decoded: `rawPath` of the event. Undefined until the request was let in. */
  path?: string;
  /** When it came, in milliseconds since the epoch. Undefined until the request was let in. */
  receivedAt?: number;
  /** The query string as it came, without the question mark. */
  readonly rawQueryString: string;
  /** The text as it came; undefined where nothing came. */
  body?: string;
  authorizer?: JwtAuthorizerContext;
  /** Its trace; undefined where the recorder is off, and until the request was received. */
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
