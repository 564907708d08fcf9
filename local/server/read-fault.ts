import { FAULTY_SERVICES, type Fault, type FaultyService } from "./faults.ts";

/** The message explains the problem with a description. */
export class FaultRefused extends Error {
  override readonly name = "FaultRefused";
}

const MEMBERS = ["service", "operation", "error", "status", "times"];

/** Their requests name the operation in `x-amz-target`. */
const TARGETED: readonly unknown[] = ["cognito-idp", "cognito-identity", "dynamodb", "kms"];

/** It is sent in headers and XML. */
const ERROR_NAME = /^[A-Za-z][A-Za-z0-9.]{0,99}$/;

const OPERATION_NAME = /^[A-Za-z][A-Za-z0-9]{0,99}$/;

const MAX_TIMES = 1_000_000;

/**
 * Reads a developer's description of a fault:
 *
 *     {"service":"cognito-idp","operation":"InitiateAuth","error":"TooManyRequestsException","status":400,"times":1}
 *
 * @throws FaultRefused
 */
export function readFault(description: Readonly<Record<string, unknown>>): Fault {
  const stranger = Object.keys(description).find((name) => !MEMBERS.includes(name));
  if (stranger !== undefined) {
    throw new FaultRefused(
      `A fault has no member ${JSON.stringify(stranger)}: they are ${MEMBERS.join(", ")}.`,
    );
  }
  const { service, operation, error = "InternalFailure", status = 500, times } = description;
  if (!isService(service)) {
    throw new FaultRefused(`service is one of ${FAULTY_SERVICES.join(", ")}, or * for all of them.`);
  }
  if (!isText(error, ERROR_NAME)) {
    throw new FaultRefused(
      "error is an exception's name: a letter, then at most 99 letters, digits or dots.",
    );
  }
  if (!isWhole(status, 400, 599)) throw new FaultRefused("status is a whole number from 400 to 599.");
  return { service, ...readOperation(service, operation), error, status, ...readTimes(times) };
}

function readOperation(service: string, operation: unknown): Pick<Fault, "operation"> {
  if (operation === undefined) return {};
  if (!TARGETED.includes(service)) {
    throw new FaultRefused(
      `operation goes with a service whose requests name it in x-amz-target: ${TARGETED.join(", ")}.`,
    );
  }
  if (!isText(operation, OPERATION_NAME)) {
    throw new FaultRefused("operation is an operation's name, as InitiateAuth is.");
  }
  return { operation };
}

function readTimes(times: unknown): Pick<Fault, "timesLeft"> {
  if (times === undefined) return {};
  if (!isWhole(times, 1, MAX_TIMES)) {
    throw new FaultRefused(`times is a whole number from 1 to ${MAX_TIMES}.`);
  }
  return { timesLeft: times };
}

const isService = (value: unknown): value is FaultyService | "*" =>
  value === "*" || FAULTY_SERVICES.some((service) => service === value);

const isText = (value: unknown, pattern: RegExp): value is string =>
  typeof value === "string" && pattern.test(value);

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
