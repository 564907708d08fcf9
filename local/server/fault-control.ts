/**
 * `/_local/faults`: makes an AWS service of the local cloud fail, so that a developer sees what the API and an app do then.
 */
import { type Exchange, respond, respondJson } from "./exchange.ts";
import { type Faults, MAX_FAULTS } from "./faults.ts";
import { FaultRefused, readFault } from "./read-fault.ts";
import { readJsonObject } from "./read-json-object.ts";

const MAX_BYTES = 1024;

/** Answers `GET`, `POST` and `DELETE` of the faults; anything else is not handled here. */
export async function controlFaults(exchange: Exchange, faults: Faults): Promise<boolean> {
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

async function add(exchange: Exchange, faults: Faults): Promise<true> {
  const refuse = (message: string) => respondJson(exchange, 400, { message });
  const description = await readJsonObject(exchange.request, MAX_BYTES);
  if (description === null)
    return refuse(
      'The body is {"service":"cognito-idp"}, and if you like "operation", "error", "status" and "times".',
    );
  try {
    const fault = readFault(description);
    if (!faults.add(fault)) return refuse(`${MAX_FAULTS} faults stand at most: DELETE removes them.`);
    return respondJson(exchange, 201, fault);
  } catch (error) {
    if (error instanceof FaultRefused) return refuse(error.message);
    throw error;
  }
}
