/**
 * The one clock of the local cloud: tokens, codes, limits and the gateway's check read it instead of `Date`. Functions read
 * `Date`; `lambda/moved-date.js` moves it with this clock.
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
  /** Its offset for other threads: milliseconds, as one 64-bit integer that changes when the clock is moved. */
  readonly cell: SharedArrayBuffer;
  /** Calls `listener` whenever the clock has gone back. */
  onWentBack(listener: () => void): void;
}

/** A running clock over the machine's own; what `npm start` uses. */
export function createSystemClock(source: () => number = Date.now): AdjustableClock {
  const cell = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const offsets = new BigInt64Array(cell);
  const listeners: (() => void)[] = [];
  let offset = 0;
  const move = (to: number) => {
    const isBack = to < offset;
    offset = to;
    Atomics.store(offsets, 0, BigInt(Math.round(to)));
    if (isBack) for (const listener of listeners) listener();
  };
  return {
    now: () => source() + offset,
    advance: (milliseconds) => move(offset + milliseconds),
    offset: () => offset,
    reset: () => move(0),
    cell,
    onWentBack: (listener) => void listeners.push(listener),
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
