/**
 * `/_local/faults`: makes an AWS service of the local cloud fail, so that a developer sees how the API and an app react.
 */
import { type Exchange, respond, respondJson } from "./exchange.ts";
import { type Fault, type Faults, MAX_FAULTS } from "./faults.ts";
import { FaultRefused, readFault } from "./read-fault.ts";
import { readJsonObject } from "./read-json-object.ts";

const MAX_BYTES = 1024;

const PATH = "/_local/faults";

/** Answers `GET`, `POST` and `DELETE` of the faults, `PUT` and `DELETE` of one; other requests are not handled here. */
export async function controlFaults(exchange: Exchange, faults: Faults): Promise<boolean> {
  const { pathname } = exchange.url;
  if (pathname === PATH) return controlAll(exchange, faults);
  const [, id] = /^\/_local\/faults\/(\d{1,15})$/.exec(pathname) ?? [];
  return id !== undefined && controlOne(exchange, faults, id);
}

async function controlAll(exchange: Exchange, faults: Faults): Promise<boolean> {
  switch (exchange.request.method) {
    case "GET":
      return respondJson(exchange, 200, { faults: faults.list() }, { "cache-control": "no-store" });
    case "POST":
      return add(exchange, faults);
    case "DELETE":
      faults.clear();
      return respond(exchange, 204, {});
    default:
      return false;
  }
}

async function controlOne(exchange: Exchange, faults: Faults, id: string): Promise<boolean> {
  switch (exchange.request.method) {
    case "PUT":
      return replace(exchange, faults, id);
    case "DELETE":
      return faults.remove(id) ? respond(exchange, 204, {}) : respondGone(exchange, id);
    default:
      return false;
  }
}

const refuse = (exchange: Exchange, message: string): true => respondJson(exchange, 400, { message });

const respondGone = (exchange: Exchange, id: string): true =>
  respondJson(exchange, 404, { message: `There is no fault ${id}: it was removed, or is used up.` });

async function add(exchange: Exchange, faults: Faults): Promise<true> {
  const fault = await readGiven(exchange);
  if (typeof fault === "string") return refuse(exchange, fault);
  const added = faults.add(fault);
  if (added === null) return refuse(exchange, `${MAX_FAULTS} faults stand at most: DELETE removes them.`);
  return respondJson(exchange, 201, added);
}

/** `times` starts again. */
async function replace(exchange: Exchange, faults: Faults, id: string): Promise<true> {
  const fault = await readGiven(exchange);
  if (typeof fault === "string") return refuse(exchange, fault);
  const replaced = faults.replace(id, fault);
  return replaced === null ? respondGone(exchange, id) : respondJson(exchange, 200, replaced);
}

/** The described fault, or why the description is invalid. */
async function readGiven({ request }: Exchange): Promise<Fault | string> {
  const description = await readJsonObject(request, MAX_BYTES);
  if (description === null) {
    return 'The body is {"service":"cognito-idp"}, and if you like "operation", "error", "status" and "times".';
  }
  try {
    return readFault(description);
  } catch (error) {
    if (error instanceof FaultRefused) return error.message;
    throw error;
  }
}
