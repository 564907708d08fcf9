/**
 * `/_local/clock`: moves the local cloud's clock, so that you need not wait until a code, a token or a link expires.
 */
import type { AdjustableClock } from "../clock.ts";
import { type Exchange, respondJson } from "./exchange.ts";
import { readJsonObject } from "./read-json-object.ts";

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Ten years, in seconds: longer than every expiry, and far from the maximum of dates. */
const FARTHEST = 3650 * 86_400;

const MAX_BYTES = 1024;

/** Answers `GET`, `POST` and `DELETE` of the clock; other requests are not handled here. */
export async function controlClock(exchange: Exchange, clock: AdjustableClock): Promise<boolean> {
  switch (exchange.request.method) {
    case "GET":
      return respondTime(exchange, clock);
    case "POST":
      return advance(exchange, clock);
    case "DELETE":
      clock.reset();
      return respondTime(exchange, clock);
    default:
      return false;
  }
}

async function advance(exchange: Exchange, clock: AdjustableClock): Promise<true> {
  const seconds = readAdvance(await readJsonObject(exchange.request, MAX_BYTES));
  if (seconds === null) {
    return respondJson(exchange, 400, {
      message: 'The body is {"advance":"7d"}: a whole number, at least 1, and a unit: s, m, h or d.',
    });
  }
  if (clock.offset() / 1000 + seconds > FARTHEST) {
    return respondJson(exchange, 400, { message: "The clock goes ten years ahead at most." });
  }
  clock.advance(seconds * 1000);
  return respondTime(exchange, clock);
}

/** Seconds, or null for anything that is not exactly one well-formed `advance`. */
function readAdvance(body: Readonly<Record<string, unknown>> | null): number | null {
  if (body === null || Object.keys(body).join() !== "advance") return null;
  const { advance: duration } = body;
  if (typeof duration !== "string") return null;
  const [, amount, unit = ""] = /^([1-9]\d{0,9})([smhd])$/.exec(duration) ?? [];
  const unitSeconds = UNIT_SECONDS[unit];
  return unitSeconds === undefined ? null : Number(amount) * unitSeconds;
}

function respondTime(exchange: Exchange, clock: AdjustableClock): true {
  return respondJson(
    exchange,
    200,
    { now: new Date(clock.now()).toISOString(), offsetSeconds: clock.offset() / 1000 },
    { "cache-control": "no-store" },
  );
}
