/** Requests to the cloud of the fuzz that together show every member that the local cloud can answer. */
import type { CognitoService } from "../../../../local/cognito/cognito-service.ts";
import type { KnownValues } from "../../fuzz/cognito/population.ts";

export interface Tour {
  readonly call: CognitoService["call"];
  /** Of the population: the ids of what is there. */
  readonly known: KnownValues;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
}

/** The first value that the population knows for a parameter. */
export const firstOf =
  (known: KnownValues) =>
  (name: string): string =>
    String(known[name]?.[0]);

export const PASSWORD = "Another-Horse-8";
