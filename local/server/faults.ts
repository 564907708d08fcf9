/**
 * Faults that somebody asked for: which service is to fail, how, and how many times. They are gone with the next start.
 */

/** Services by the name that requests are signed for. */
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
  /** `*` for every one of them. */
  readonly service: FaultyService | "*";
  /** Every operation where there is none. */
  readonly operation?: string;
  /** The error's name as it travels. */
  readonly error: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Requests that it still applies to; until it is removed where there is no number. */
  readonly timesLeft?: number;
}

/** A fault that stands. */
export interface StandingFault extends Fault {
  /** Names it until the local cloud ends; no other fault gets it. */
  readonly id: string;
}

/** The faults that stand, oldest first. */
export interface Faults {
  /** @returns null where {@link MAX_FAULTS} stand already */
  add(fault: Fault): StandingFault | null;
  list(): readonly StandingFault[];
  /** Puts another fault in the place of one, which keeps its id and its age. @returns null where it does not stand */
  replace(id: string, fault: Fault): StandingFault | null;
  /** @returns whether it stood */
  remove(id: string): boolean;
  clear(): void;
  /**
   * The oldest fault that applies to a request, which is counted; null where there is none.
   *
   * @param operation as the request's target names it; undefined where the protocol has no target
   */
  take(service: FaultyService, operation: string | undefined): Fault | null;
}

export const MAX_FAULTS = 100;

export function createFaults(): Faults {
  let standing: readonly StandingFault[] = [];
  let lastId = 0;
  return {
    add(fault) {
      if (standing.length >= MAX_FAULTS) return null;
      lastId += 1;
      const added = { id: String(lastId), ...fault };
      standing = [...standing, added];
      return added;
    },
    list: () => standing,
    replace(id, fault) {
      if (!standing.some((one) => one.id === id)) return null;
      const replaced = { id, ...fault };
      standing = standing.map((one) => (one.id === id ? replaced : one));
      return replaced;
    },
    remove(id) {
      const before = standing.length;
      standing = standing.filter((one) => one.id !== id);
      return standing.length < before;
    },
    clear() {
      standing = [];
    },
    take(service, operation) {
      const taken = standing.find((fault) => applies(fault, service, operation));
      if (taken === undefined) return null;
      standing = standing.flatMap((fault) => (fault === taken ? whatIsLeft(fault) : [fault]));
      return taken;
    },
  };
}

function applies(fault: Fault, service: FaultyService, operation: string | undefined): boolean {
  const isForService = fault.service === "*" || fault.service === service;
  return isForService && (fault.operation === undefined || fault.operation === operation);
}

function whatIsLeft(fault: StandingFault): readonly StandingFault[] {
  if (fault.timesLeft === undefined) return [fault];
  return fault.timesLeft === 1 ? [] : [{ ...fault, timesLeft: fault.timesLeft - 1 }];
}
