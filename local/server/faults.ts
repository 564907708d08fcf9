/**
 * Faults that a developer has requested: which service fails, how, and how many times. The next start has none.
 */

/** Services by their names in signatures. */
export const FAULTY_SERVICES = [
  "cognito-idp",
  "cognito-identity",
  "dynamodb",
  "kms",
  "s3",
  "ses",
  "sns",
  "sts",
] as const;

export type FaultyService = (typeof FAULTY_SERVICES)[number];

export interface Fault {
  /** `*` for all of them. */
  readonly service: FaultyService | "*";
  /** Missing: every operation. */
  readonly operation?: string;
  /** The error's name on the wire. */
  readonly error: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** The number of requests that it still applies to; missing: until it is removed. */
  readonly timesLeft?: number;
}

/** An active fault. */
export interface ActiveFault extends Fault {
  /** Its id until the local cloud ends; no other fault gets it. */
  readonly id: string;
}

/** The active faults, oldest first. */
export interface Faults {
  /** @returns null if {@link MAX_FAULTS} are active already */
  add(fault: Fault): ActiveFault | null;
  list(): readonly ActiveFault[];
  /** Replaces a fault and keeps its id and its age. @returns null if it is not active */
  replace(id: string, fault: Fault): ActiveFault | null;
  /** @returns whether it was active */
  remove(id: string): boolean;
  clear(): void;
  /**
   * The oldest fault that applies to a request, which is counted; null if there is none.
   *
   * @param operation from the request's target; undefined if the protocol has no target
   */
  take(service: FaultyService, operation: string | undefined): Fault | null;
}

export const MAX_FAULTS = 100;

export function createFaults(): Faults {
  let active: readonly ActiveFault[] = [];
  let lastId = 0;
  return {
    add(fault) {
      if (active.length >= MAX_FAULTS) return null;
      lastId += 1;
      const added = { id: String(lastId), ...fault };
      active = [...active, added];
      return added;
    },
    list: () => active,
    replace(id, fault) {
      if (!active.some((one) => one.id === id)) return null;
      const replaced = { id, ...fault };
      active = active.map((one) => (one.id === id ? replaced : one));
      return replaced;
    },
    remove(id) {
      const before = active.length;
      active = active.filter((one) => one.id !== id);
      return active.length < before;
    },
    clear() {
      active = [];
    },
    take(service, operation) {
      const taken = active.find((fault) => applies(fault, service, operation));
      if (taken === undefined) return null;
      active = active.flatMap((fault) => (fault === taken ? whatIsLeft(fault) : [fault]));
      return taken;
    },
  };
}

function applies(fault: Fault, service: FaultyService, operation: string | undefined): boolean {
  const isForService = fault.service === "*" || fault.service === service;
  return isForService && (fault.operation === undefined || fault.operation === operation);
}

function whatIsLeft(fault: ActiveFault): readonly ActiveFault[] {
  if (fault.timesLeft === undefined) return [fault];
  return fault.timesLeft === 1 ? [] : [{ ...fault, timesLeft: fault.timesLeft - 1 }];
}
