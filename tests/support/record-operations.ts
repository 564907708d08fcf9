/** Notes which operations the servers of a test file answered, and how, for the reporter of operation coverage. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll } from "@jest/globals";

const CHANNEL = "http.server.response.finish";
const record = process.env.OPERATION_RECORD;
const seen = new Set<string>();

function note(message: unknown): void {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  const target = request.headers["x-amz-target"];
  const line = `${String(target)} ${response.statusCode < 400 ? "success" : "refusal"}\n`;
  if (record === undefined || typeof target !== "string" || seen.has(line)) return;
  seen.add(line);
  appendFileSync(record, line);
}

subscribe(CHANNEL, note);
afterAll(() => {
  unsubscribe(CHANNEL, note);
});
