import type { IncomingMessage, ServerResponse } from "node:http";
import type { TLSSocket } from "node:tls";

/** One request to the local cloud and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The original path and query, on a meaningless base. */
  readonly url: URL;
}

/** A handler of the server's chain: answers the exchange and returns true, or leaves it to the next one. */
export type Handler = (exchange: Exchange) => boolean | Promise<boolean>;

/** Whether a request came by TLS. */
export const isSecure = ({ socket }: IncomingMessage): boolean =>
  (socket as Partial<TLSSocket>).encrypted === true;

/** The origin that a request was sent to: `https://localhost:4566`. */
export const originOf = ({ request }: Exchange): string =>
  `${isSecure(request) ? "https" : "http"}://${request.headers.host}`;

/** Whether a browser shows the answer to a person. */
export const prefersHtml = ({ request }: Exchange): boolean =>
  (request.headers.accept ?? "").includes("text/html");

/** Writes a whole answer. */
export function respond(
  { response }: Exchange,
  status: number,
  headers: Readonly<Record<string, string>>,
  body = "",
): true {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
  return true;
}

export function respondJson(
  exchange: Exchange,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): true {
  return respond(exchange, status, { "content-type": "application/json", ...headers }, JSON.stringify(body));
}
