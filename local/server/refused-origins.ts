import { type Handler, originOf } from "./exchange.ts";

/** Receives each origin whose pages were refused. */
export type OnRefusedOrigin = (origin: string) => void;

/**
 * Wraps a handler, and reports other origins that it refuses: browsers only say "CORS error".
 */
export function noticeRefusedOrigins(handler: Handler, onRefused: OnRefusedOrigin): Handler {
  return async (exchange) => {
    if (!(await handler(exchange))) return false;
    const { origin } = exchange.request.headers;
    const isForeign = origin !== undefined && origin !== originOf(exchange);
    if (isForeign && !exchange.response.hasHeader("access-control-allow-origin")) onRefused(origin);
    return true;
  };
}
