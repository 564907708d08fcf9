import { type Handler, originOf } from "./exchange.ts";

/** Told of an origin whose pages were refused. */
export type OnRefusedOrigin = (origin: string) => void;

/**
 * Answers as the handler does, and tells of pages of other origins that it keeps its answers from: browsers say no more of it
 * than "CORS error".
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
