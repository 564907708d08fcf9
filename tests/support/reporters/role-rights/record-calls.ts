/**
 * Loaded into a stack that tests start (`node --import`): writes down every AWS call of a function that reaches the local cloud, with the
 * function that signed it. `calls.ts` says what the lines mean.
 */

import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isMainThread } from "node:worker_threads";
import { functionAccessKey } from "../../../../local/local-credentials.ts";
import { accessKeyOf } from "../../../../local/protocol/signature-header.ts";
import { CALL_RECORD, type Call, KEPT_HEADERS } from "./call.ts";

/** Of what is longer, an upload, the fields stand in front. */
const MAX_KEPT_BYTES = 256 * 1024;

const file = process.env[CALL_RECORD];
const PREFIX = functionAccessKey("");

/** Who signed: in the header, in the URL, or in a form's policy. */
function signerOf({ headers, url = "/" }: IncomingMessage, body: string): string | null {
  const inUrl = /[?&]X-Amz-Credential=([^%/&]+)/.exec(url)?.[1];
  const inForm = /name="x-amz-credential"\r\n\r\n([^/\r]+)\//i.exec(body)?.[1];
  return accessKeyOf(headers.authorization) ?? inUrl ?? inForm ?? null;
}

/** Keeps what the parser hands over, and leaves it where it is: whether anyone listens yet changes nothing. */
function keepBody(request: IncomingMessage): Buffer[] {
  const kept: Buffer[] = [];
  let bytes = 0;
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (Buffer.isBuffer(chunk) && bytes < MAX_KEPT_BYTES) {
      kept.push(Buffer.from(chunk));
      bytes += chunk.length;
    }
    return push(chunk, encoding);
  };
  return kept;
}

function note(request: IncomingMessage, status: number, kept: readonly Buffer[]): void {
  const body = Buffer.concat(kept).toString("latin1");
  const signer = signerOf(request, body);
  if (file === undefined || signer?.startsWith(PREFIX) !== true) return;
  // Who holds a presigned URL or form sends what they like; what is refused was not signed for.
  const isPresigned = accessKeyOf(request.headers.authorization) === null;
  if (isPresigned && status >= 400) return;
  const { method = "GET", url = "/", headers } = request;
  const call: Call = {
    signer: signer.slice(PREFIX.length),
    method,
    url,
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => KEPT_HEADERS.has(name) || name.startsWith("x-amz-")),
    ) as Call["headers"],
    // An object's content is nobody's business here.
    body: method === "PUT" ? "" : body,
  };
  appendFileSync(file, `${JSON.stringify(call)}\n`);
}

// Workers inherit the option; the cloud is in the main thread of the stack.
if (file !== undefined && isMainThread && process.argv[1]?.endsWith("local/start.ts")) {
  const bodies = new WeakMap<IncomingMessage, Buffer[]>();
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    bodies.set(request, keepBody(request));
  });
  subscribe("http.server.response.finish", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    note(request, response.statusCode, bodies.get(request) ?? []);
  });
}
