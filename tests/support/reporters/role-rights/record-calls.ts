/**
 * Loaded into a stack that tests start (`node --import`): records every AWS call that reaches the local cloud, with the function
 * that signed it. `call.ts` explains the lines.
 */

import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isMainThread } from "node:worker_threads";
import { functionAccessKey } from "../../../../local/local-credentials.ts";
import { accessKeyOf } from "../../../../local/protocol/signature-header.ts";
import { CALL_RECORD, type Call, KEPT_HEADERS } from "./call.ts";

/** In a longer body, such as an upload, the fields come first. */
const MAX_KEPT_BYTES = 256 * 1024;

const file = process.env[CALL_RECORD];
const PREFIX = functionAccessKey("");

/** The signer: in the header, in the URL, or in a form's policy. */
function signerOf({ headers, url = "/" }: IncomingMessage, body: string): string | null {
  const inUrl = /[?&]X-Amz-Credential=([^%/&]+)/.exec(url)?.[1];
  const inForm = /name="x-amz-credential"\r\n\r\n([^/\r]+)\//i.exec(body)?.[1];
  return accessKeyOf(headers.authorization) ?? inUrl ?? inForm ?? null;
}

/** Copies what the parser delivers without consuming it, whether or not there is a listener yet. */
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
  // A client with a presigned URL or form may send anything; refused requests are not what the function signed.
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
    // An object's content is not recorded.
    body: method === "PUT" ? "" : body,
  };
  appendFileSync(file, `${JSON.stringify(call)}\n`);
}

// Workers inherit the option, but the cloud is in the main thread of the stack.
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
