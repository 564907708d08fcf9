/**
 * The one clock of the local cloud: tokens, codes, limits and the gateway's check read it, nothing else reads `Date`.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** A clock that can be moved, as tests and `/_local/clock` do. */
export interface AdjustableClock extends Clock {
  /** Moves the clock forward by so many milliseconds; it keeps running from there. */
  advance(milliseconds: number): void;
  /** How far it is ahead of its source, in milliseconds. */
  offset(): number;
  /** Back to the time of its source. */
  reset(): void;
}

/** A running clock over the machine's own; what `npm start` uses. */
export function createSystemClock(source: () => number = Date.now): AdjustableClock {
  let offset = 0;
  return {
    now: () => source() + offset,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    offset: () => offset,
    reset: () => {
      offset = 0;
    },
  };
}

/** A clock that stands still until it is advanced; what tests use. */
export function createFakeClock(start = Date.UTC(2026, 0, 15, 12)): AdjustableClock {
  return createSystemClock(() => start);
}

/** NumericDate of RFC 7519 §2: whole seconds since the Unix epoch. */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
