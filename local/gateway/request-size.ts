/**
 * The size of a request's head that an HTTP API accepts
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html): "total combined size of request line and
 * header values, 10240 bytes".
 */
import type { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

const MAX_HEAD_BYTES = 10_240;

/** @param request with its original headers */
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

/** A client that is still sending would not get the answer if the server hung up. */
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

/** Node reads at most 16 KB of a head; hapi would answer that it is a bad request. */
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
