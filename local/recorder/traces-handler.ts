import type { Handler } from "../server/exchange.ts";
import type { Recording } from "./trace-control.ts";

const PATHS = /^\/_local\/traces(?:\/|$)/;

/** `/_local/traces` and its subpaths; comes after the handler that refuses foreign origins. */
export function tracesHandler(recording: Recording): Handler {
  return async (exchange) => {
    if (!PATHS.test(exchange.url.pathname)) return false;
    // For people and tools, which do not use it at the start.
    const { controlTraces } = await import("./trace-control.ts");
    return controlTraces(exchange, recording);
  };
}
