/** Begins a trace for each request to the API's port, and records the gateway's decision before any function ran. */
import type { IncomingMessage } from "node:http";
import { withoutUndefined } from "../without-undefined.ts";
import type { ActiveSpan } from "./active-span.ts";
import { type Answering, endWithAnswer } from "./record-requests.ts";
import { recorded, recordedClaims } from "./recorded-value.ts";
import type { Recorder } from "./recorder.ts";
import type { GatewayCheck, GatewayDetails } from "./trace.ts";
import type { RawDetails } from "./trace-record.ts";

type Claims = Readonly<Record<string, unknown>>;

/** A route's requirements for tokens. */
export interface Asked {
  readonly route: string;
  readonly scopesNeeded: readonly string[];
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The gateway's time in seconds since 1970. */
  readonly checkedAt: number;
}

const UNREADABLE = ["body", "the body can't be read"] as const;

/** A request during the gateway's checks. */
export class GatewayRecord {
  readonly #request: ActiveSpan;
  readonly #verdict: ActiveSpan;
  #isDecided = false;

  constructor(
    recorder: Recorder,
    { req, res }: { readonly req: IncomingMessage; readonly res: Answering },
    requestId: string,
  ) {
    const { method = "", url = "", headers } = req;
    const { origin, "user-agent": userAgent } = headers;
    this.#request = recorder.begin("api", "request", `${method} ${url.split("?", 1)[0]}`, {
      method,
      path: url,
      ...withoutUndefined({ origin, userAgent }),
    });
    this.#request.trace.requestId = requestId;
    this.#verdict = this.#request.child("gateway", "gateway", {});
    endWithAnswer(this.#request, res);
  }

  /** Runs the handling of the request. */
  run<Result>(work: () => Result): Result {
    return this.#request.run(work);
  }

  /** Whether the API's settings allow pages of the request's origin. */
  origin(origin: string, isOriginAllowed: boolean): void {
    this.#verdict.tell("gateway", { origin, isOriginAllowed });
  }

  /** The route requires no token. */
  public(route: string): void {
    this.#decide("ok", { route, verdict: "public" });
  }

  letIn({ route, ...asked }: Asked, claims: Claims): void {
    const { sub, username, email } = claims;
    if (typeof sub === "string") {
      const attributes = typeof email === "string" ? { email } : {};
      this.#request.sees({ sub, username: typeof username === "string" ? username : sub, attributes });
    }
    this.#decide("ok", { route, verdict: "let in", ...asked, claims: recorded(1000, () => claims) });
  }

  /** @param token that was refused; undefined if there was none */
  refusedToken(
    { route, ...asked }: Asked,
    { check, message, status }: { check: GatewayCheck; message: string; status: number },
    token: string | undefined,
  ): void {
    this.#decide("refused", {
      route,
      verdict: "refused",
      status,
      check,
      reason: message,
      ...asked,
      ...(token !== undefined && { claims: recordedClaims(token) }),
    });
  }

  /** Refused before the route is looked up, or because there is none. */
  refused(check: GatewayCheck, reason: string, status: number): void {
    this.#decide("refused", { route: null, verdict: "refused", check, reason, status });
  }

  /** The gateway found no function, or refused the request of a route before one. */
  answersItself(status: number, route: string): void {
    if (status === 404) this.refused("route", "no route takes it", status);
    if (status !== 413 && status !== 400) return;
    // A body is read after the check of the token.
    this.#isDecided = false;
    const [check, reason] = status === 413 ? (["size", "the body is too large"] as const) : UNREADABLE;
    this.#decide("refused", { route, verdict: "refused", status, check, reason });
  }

  #decide(outcome: Parameters<ActiveSpan["end"]>[0], details: RawDetails<"gateway">): void {
    if (this.#isDecided) return;
    this.#isDecided = true;
    const { route = null } = details as Partial<GatewayDetails>;
    this.#request.trace.route ??= route;
    this.#verdict.tell("gateway", details);
    this.#verdict.end(outcome);
  }
}
