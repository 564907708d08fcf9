/** Records which operations the servers of a test file answered, and how, for the reporter of operation coverage. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll } from "@jest/globals";
import { seenRecorder } from "./seen-recorder.ts";

const CHANNEL = "http.server.response.finish";
const record = seenRecorder("OPERATION_RECORD");

function note(message: unknown): void {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") record(`${target} ${response.statusCode < 400 ? "success" : "refusal"}`);
}

subscribe(CHANNEL, note);
afterAll(() => {
  unsubscribe(CHANNEL, note);
});
