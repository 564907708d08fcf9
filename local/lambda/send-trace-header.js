/**
 * Adds the header `X-Amzn-Trace-Id` to a function's requests to the local cloud, so that they are found in their trace. On
 * Lambda, AWS's SDKs do this themselves. Other clients (`fetch`, `node:http`) would not, and application code does not know
 * that it is recorded.
 *
 * Node reports each request before it is sent, in the context of the code that makes it. So work that continues after an
 * invocation was answered still belongs to that invocation.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html#http
 * @see https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";

const HEADER = "x-amzn-trace-id";

/** The local cloud's addresses: trace headers never leave the machine. */
const LOOPBACK = /^(?:https?:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/** @type {AsyncLocalStorage<string | undefined>} */
const current = new AsyncLocalStorage();

subscribe("http.client.request.created", (message) => {
  const { request } = /** @type {{ request: import("node:http").ClientRequest }} */ (message);
  const header = current.getStore();
  if (header === undefined || request.headersSent || request.hasHeader(HEADER)) return;
  if (LOOPBACK.test(String(request.getHeader("host") ?? request.host))) request.setHeader(HEADER, header);
});

subscribe("undici:request:create", (message) => {
  const { request } =
    /** @type {{ request: { origin: unknown, addHeader(name: string, value: string): void } }} */ (message);
  const header = current.getStore();
  if (header !== undefined && LOOPBACK.test(String(request.origin))) request.addHeader(HEADER, header);
});

/**
 * Runs an invocation.
 *
 * @template Result
 * @param {string | undefined} header of its trace; undefined where it has none
 * @param {() => Result} work
 * @returns {Result}
 */
export function withTraceHeader(header, work) {
  if (header === undefined) delete process.env._X_AMZN_TRACE_ID;
  else process.env._X_AMZN_TRACE_ID = header;
  return current.run(header, work);
}
