/**
 * `/_local/…`: the local cloud's own API. The inbox, the clock, faults and the health check, for the machine's own user.
 */
import type { AdjustableClock } from "../clock.ts";
import type { Inbox } from "../inbox/create-inbox.ts";
import { controlClock } from "./clock-control.ts";
import { type Exchange, type Handler, originOf, prefersHtml, respond, respondJson } from "./exchange.ts";
import { controlFaults } from "./fault-control.ts";
import type { Faults } from "./faults.ts";

const LOCAL_PREFIX = "/_local/";

/**
 * `/_local/…` and the start page are for the machine's own user: no page of another origin may read the mail, empty the inbox
 * or see a password.
 */
export const refuseForeignOrigins: Handler = (exchange) => {
  const { request, url } = exchange;
  const isStartPage = url.pathname === "/" && request.method === "GET" && prefersHtml(exchange);
  if (!url.pathname.startsWith(LOCAL_PREFIX) && !isStartPage) return false;
  const { origin } = request.headers;
  const isForeign =
    (origin !== undefined && origin !== originOf(exchange)) ||
    ["cross-site", "same-site"].includes(String(request.headers["sec-fetch-site"]));
  if (!isForeign || isNavigation(exchange)) return false;
  return respondJson(exchange, 403, { message: "Pages of other origins can't use this." });
};

/** Other pages may link to the inbox: they can't read it. */
const isNavigation = ({ request }: Exchange): boolean =>
  request.method === "GET" &&
  request.headers["sec-fetch-mode"] === "navigate" &&
  request.headers["sec-fetch-dest"] === "document";

/** The inbox, as a page for people and as JSON for everything else, the clock, faults, and the local cloud's health. */
export function localControl({
  inbox,
  clock,
  faults,
}: {
  readonly inbox: Inbox;
  readonly clock: AdjustableClock;
  readonly faults: Faults;
}): Handler {
  return async (exchange) => {
    const { request, url } = exchange;
    if (!url.pathname.startsWith(LOCAL_PREFIX)) return false;
    if (url.pathname === "/_local/clock" && (await controlClock(exchange, clock))) return true;
    if (url.pathname.startsWith("/_local/faults") && (await controlFaults(exchange, faults))) return true;
    switch (`${request.method} ${url.pathname}`) {
      case "GET /_local/health":
        return respondJson(exchange, 200, { status: "ok" });
      case "GET /_local/inbox":
        return prefersHtml(exchange) ? respondPage(exchange) : respondMessages(exchange, inbox);
      case "DELETE /_local/inbox":
        inbox.clear();
        return respond(exchange, 204, {});
      default:
        return respondJson(exchange, 404, { message: "Not Found" });
    }
  };
}

async function respondPage(exchange: Exchange): Promise<true> {
  const { renderInboxPage } = await import("../inbox/inbox-page.ts"); // for people, who do not use it at the start
  const { html, contentSecurityPolicy } = await renderInboxPage();
  return respond(
    exchange,
    200,
    {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentSecurityPolicy,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
    html,
  );
}

function respondMessages(exchange: Exchange, inbox: Inbox): true {
  const messages = inbox.list(exchange.url.searchParams.get("to") ?? undefined);
  return respondJson(exchange, 200, { messages }, { "cache-control": "no-store", vary: "accept" });
}
