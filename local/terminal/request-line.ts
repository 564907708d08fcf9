/** One line about a request, with its parts. Pure: a trace's summary in, text out. */
import type { MessageDetails, TraceSummary } from "../recorder/trace.ts";
import type { Style } from "./style.ts";
import { shortened } from "./visible.ts";

const MAX_ROUTE = 80;
const MAX_NAME = 60;
const MAX_REASON = 160;

/** So that the columns stay below each other where routes are short. */
const ROUTE_WIDTH = 28;

/** What a request is named by: its route, else what was asked for, without a query. */
const routeOf = ({ route, method, path }: TraceSummary): string =>
  route ?? `${method} ${path.split("?", 1)[0]}`;

/**
 * `11:44:30  POST /v1/auth/otp  200  143 ms  ada@example.com  → code 123456 mailed to ada@example.com`
 *
 * @param time of day, as the developer's clock has it
 */
export function renderRequest(summary: TraceSummary, time: string, style: Style): string {
  const { status, durationMs, user, outcome, reason, messages } = summary;
  const colour = { ok: style.green, refused: style.yellow, failed: style.red, open: style.dim }[outcome];
  const route = shortened(routeOf(summary), MAX_ROUTE);
  return [
    style.dim(time),
    style.bold(route) + " ".repeat(Math.max(0, ROUTE_WIDTH - route.length)),
    colour(status === null ? "cut off" : `${status}`),
    style.dim(durationMs === null ? "" : `${Math.round(durationMs)} ms`),
    user === null ? "" : style.cyan(shortened(user, MAX_NAME)),
    outcome === "ok" || reason === null ? "" : colour(`✗ ${shortened(reason, MAX_REASON)}`),
    ...messages.map((message) => `→ ${renderMessage(message)}`),
  ]
    .filter((part) => part !== "")
    .join("  ");
}

/** The code is shown on purpose, as the inbox shows it: it is what the developer has to type next. */
function renderMessage({ channel, to, subject, code }: MessageDetails): string {
  const what = code !== null ? `code ${code}` : subject !== null ? `“${subject}”` : "a message";
  return shortened(`${what} ${channel === "sms" ? "texted" : "mailed"} to ${to}`, MAX_REASON);
}

/** Hours, minutes and seconds of the machine's time zone. */
export function timeOfDay(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}
