/**
 * `/_local/state`: snapshots of the running stack's state. `state/snapshots` explains them.
 */
import type { LoadedState, Snapshot } from "../state/snapshots/snapshots.ts";
import { StateRefused } from "../state/state-refused.ts";
import { type Exchange, type Handler, respond, respondJson } from "./exchange.ts";
import { readJsonObject } from "./read-json-object.ts";

const PATH = "/_local/state";

const MAX_BYTES = 1024;

const NO_STORE = { "cache-control": "no-store" };

/** A running stack's operations on its state. */
export interface StateControl {
  /** The state folder; null for a cloud in memory. */
  readonly directory: string | null;
  /** Copies the state while everything continues. @returns the folder of the copy */
  stage(): Promise<string>;
  /** Restarts the cloud with the loaded state; null if that is not possible. */
  readonly reload: ReloadState | null;
}

export interface ReloadState {
  /** Begins after the answer has been sent, and records its result in `outcome`. */
  begin(name: string, loaded: LoadedState): void;
  /** The number of loads since the start of the stack, and why the last one failed. */
  outcome(): { readonly loads: number; readonly failure: string | null };
}

/** `GET`, `POST {"save":"NAME"}` or `{"load":"NAME"}`, and `DELETE ?name=NAME`. */
export function stateHandler(control: StateControl): Handler {
  return async (exchange) => {
    const { request, url } = exchange;
    if (url.pathname !== PATH || !["GET", "POST", "DELETE"].includes(request.method ?? "")) return false;
    const { directory } = control;
    if (directory === null) {
      return refuse(exchange, 409, "This cloud keeps its state in memory: there is no state folder.");
    }
    try {
      if (request.method === "GET") return await respondList(exchange, control, directory);
      if (request.method === "DELETE") return await remove(exchange, directory);
      return await change(exchange, control, directory);
    } catch (error) {
      if (error instanceof StateRefused) return refuse(exchange, 400, error.message);
      throw error;
    }
  };
}

const refuse = (exchange: Exchange, status: number, message: string): true =>
  respondJson(exchange, status, { message });

async function respondList(exchange: Exchange, { reload }: StateControl, directory: string): Promise<true> {
  const { listSnapshots } = await import("../state/snapshots/snapshots.ts");
  const { loads, failure } = reload?.outcome() ?? { loads: 0, failure: null };
  return respondJson(
    exchange,
    200,
    { directory, snapshots: listSnapshots(directory), loads, failure },
    NO_STORE,
  );
}

async function remove(exchange: Exchange, directory: string): Promise<true> {
  const { deleteSnapshot } = await import("../state/snapshots/snapshots.ts");
  deleteSnapshot(directory, exchange.url.searchParams.get("name") ?? "");
  return respond(exchange, 204, {});
}

async function change(exchange: Exchange, control: StateControl, directory: string): Promise<true> {
  const asked = readChange(await readJsonObject(exchange.request, MAX_BYTES));
  if (asked === null) {
    return refuse(
      exchange,
      400,
      'The body is {"save":"NAME"}, with "replace":true if you like, or {"load":"NAME"}.',
    );
  }
  const { prepareLoad, saveSnapshot } = await import("../state/snapshots/snapshots.ts");
  if (asked.kind === "save") {
    const { name, replace } = asked;
    const saved: Snapshot = await saveSnapshot(directory, name, { replace, stage: control.stage });
    return respondJson(exchange, 201, saved);
  }
  const { reload } = control;
  if (reload === null) return refuse(exchange, 409, "This cloud can't load a state while it runs.");
  const loaded = await prepareLoad(directory, asked.name);
  const { loads } = reload.outcome();
  exchange.response.once("close", () => reload.begin(asked.name, loaded));
  return respondJson(exchange, 202, { loads });
}

type Change =
  | { readonly kind: "save"; readonly name: string; readonly replace: boolean }
  | { readonly kind: "load"; readonly name: string };

/** Null for anything that is not exactly one well-formed change. */
function readChange(body: Readonly<Record<string, unknown>> | null): Change | null {
  if (body === null) return null;
  const { save, load, replace = false, ...rest } = body;
  if (Object.keys(rest).length > 0 || typeof replace !== "boolean") return null;
  if (typeof save === "string" && load === undefined) return { kind: "save", name: save, replace };
  if (typeof load === "string" && save === undefined && !replace) return { kind: "load", name: load };
  return null;
}
