import type { Handler } from "../server/exchange.ts";
import { respondJson } from "../server/exchange.ts";
import { crossOriginRefusal } from "./cross-origin-refusal.ts";
import type { StandIn, StandInOptions } from "./stand-in.ts";

const PREFIX = "/_local/providers/";

/**
 * `/_local/providers/…`: the stand-in for identity providers. Its code is loaded with the first request, because most runs of
 * the local cloud never use a provider.
 */
export function standInProviders(options: StandInOptions): Handler {
  let loading: Promise<StandIn> | undefined;
  return async (exchange) => {
    const { request, url } = exchange;
    if (!url.pathname.startsWith(PREFIX)) return false;
    const refusal = crossOriginRefusal(request, url.pathname);
    if (refusal !== null) return respondJson(exchange, 403, { message: refusal });
    loading ??= import("./stand-in.ts").then(({ createStandIn }) => createStandIn(options));
    const standIn = await loading;
    const [, kind = "", path = ""] = /^([a-z]+)(\/.*)$/.exec(url.pathname.slice(PREFIX.length)) ?? [];
    return standIn.handle(exchange, kind, path);
  };
}
