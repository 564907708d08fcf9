/**
 * What an HTTP API takes of a request's head
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html): "total combined size of request line and
 * header values, 10240 bytes".
 */
import type { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

const MAX_HEAD_BYTES = 10_240;

/** @param request whose headers are still as they came */
export function isHeadTooLarge({ method, url, httpVersion, rawHeaders }: IncomingMessage): boolean {
  const line = `${method} ${url} HTTP/${httpVersion}`;
  const values = rawHeaders.filter((_, index) => index % 2 === 1);
  // Node reads a head as Latin-1: one character a byte.
  return [line, ...values].reduce((sum, { length }) => sum + length, 0) > MAX_HEAD_BYTES;
}

const ANSWER = JSON.stringify({ message: "Request Header Fields Too Large" });

const TOO_LARGE = [
  "HTTP/1.1 431 Request Header Fields Too Large",
  "content-type: application/json",
  `content-length: ${ANSWER.length}`,
  "connection: close",
  "",
  ANSWER,
].join("\r\n");

type OnClientError = (error: NodeJS.ErrnoException, socket: Duplex) => void;

/** To hang up on a client that is still sending would take the answer from it. */
const PATIENCE_MS = 1000;

function refuse(socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.removeAllListeners("data").resume();
  socket.end(TOO_LARGE);
  setTimeout(() => socket.destroy(), PATIENCE_MS).unref();
}

/** Node reads no further than 16 KB of a head, and hapi would call it a bad request. */
export function answerEndlessHeads(listener: EventEmitter): void {
  const others = listener.listeners("clientError") as OnClientError[];
  listener.removeAllListeners("clientError");
  listener.on("clientError", ((error, socket) => {
    if (error.code !== "HPE_HEADER_OVERFLOW") {
      for (const other of others) other.call(listener, error, socket);
    } else {
      refuse(socket);
    }
  }) satisfies OnClientError);
}
