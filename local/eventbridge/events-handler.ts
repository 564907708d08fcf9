/** `/_local/events`: the events of the buses and their deliveries, as a list and live. */
import { type Exchange, type Handler, respond, respondJson } from "../server/exchange.ts";
import type { EventBridge } from "./create-eventbridge.ts";

const PATHS = /^\/_local\/events(?:\/live)?$/;

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** Milliseconds between keep-alive lines. */
const HEARTBEAT_MS = 15_000;

const NO_STORE = { "cache-control": "no-store" };

/** Comes after the handler that refuses foreign origins. */
export function eventsHandler(eventBridge: EventBridge): Handler {
  return (exchange) => {
    const { request, url } = exchange;
    if (!PATHS.test(url.pathname)) return false;
    if (eventBridge.buses.size === 0) {
      return respondJson(exchange, 404, {
        message: 'There is no event bus: start with --param="accountEvents=true".',
      });
    }
    switch (`${request.method} ${url.pathname.slice("/_local/events".length)}`) {
      case "GET ":
        return list(exchange, eventBridge);
      case "GET /live":
        return follow(exchange, eventBridge);
      case "DELETE ":
        eventBridge.store.clear();
        return respond(exchange, 204, {});
      default:
        return false;
    }
  };
}

function list(exchange: Exchange, { store }: EventBridge): true {
  const given = exchange.url.searchParams;
  const limit = Number(given.get("limit") || DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    return respondJson(exchange, 400, { message: `limit is a whole number from 1 to ${MAX_LIMIT}.` });
  }
  const [type, user] = [given.get("type"), given.get("user")];
  const found = store.list({ limit, ...(type && { type }), ...(user && { user }) });
  const events = found.map(({ event, deliveries }) => ({ ...event, deliveries }));
  return respondJson(exchange, 200, { events, types: store.types() }, NO_STORE);
}

/** Server-sent events: `changed` after a new event, and after each attempt to deliver one. */
function follow({ response }: Exchange, eventBridge: EventBridge): true {
  response.writeHead(200, { ...NO_STORE, "content-type": "text/event-stream", "x-accel-buffering": "no" });
  response.write(": events\n\n");
  const unsubscribe = eventBridge.subscribe(() => response.write("event: changed\ndata: {}\n\n"));
  const heartbeat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MS).unref();
  response.once("close", () => {
    unsubscribe();
    clearInterval(heartbeat);
  });
  return true;
}
