/**
 * Makes a function's thread use the local cloud's clock: the time of day is ahead by the clock's offset, which is read each
 * time. Clocks that measure durations (timers, `performance.now`, `process.hrtime`) do not change.
 *
 * JavaScript for the reason that `environment-worker.js` is.
 */

/**
 * Replaces `Date` and similar APIs for the whole thread. Call it once, before the function's code is loaded.
 *
 * @param {SharedArrayBuffer} cell the offset in milliseconds, as one 64-bit integer
 */
export function moveDate(cell) {
  const offsets = new BigInt64Array(cell);
  const MachineDate = globalThis.Date;
  const machineNow = MachineDate.now;
  const offset = () => Number(Atomics.load(offsets, 0));
  const now = () => machineNow() + offset();
  globalThis.Date = movedDate(MachineDate, now);
  moveFormats(now);
  moveTimeOrigin(offset);
  moveTemporal(now);
}

/**
 * `Date` with another current time. It shares the original prototype, so that Node's own dates (`stat.mtime`) are instances of it.
 *
 * @param {DateConstructor} MachineDate
 * @param {() => number} now
 * @returns {DateConstructor}
 */
function movedDate(MachineDate, now) {
  /** @param {unknown[]} given */
  function MovedDate(...given) {
    if (new.target === undefined) return new MachineDate(now()).toString();
    return Reflect.construct(MachineDate, given.length === 0 ? [now()] : given, new.target);
  }
  Object.defineProperties(MovedDate, Object.getOwnPropertyDescriptors(MachineDate));
  replace(MovedDate, "now", now);
  replace(MachineDate.prototype, "constructor", MovedDate);
  return /** @type {DateConstructor} */ (/** @type {unknown} */ (MovedDate));
}

/**
 * `new Intl.DateTimeFormat().format()` without a date formats now.
 *
 * @param {() => number} now
 */
function moveFormats(now) {
  const { prototype } = Intl.DateTimeFormat;
  const { get: boundFormat } = Object.getOwnPropertyDescriptor(prototype, "format") ?? {};
  const { formatToParts } = prototype;
  const formats = new WeakMap();
  Object.defineProperty(prototype, "format", {
    configurable: true,
    get() {
      const format = boundFormat?.call(this);
      if (!formats.has(format)) {
        formats.set(format, (/** @type {unknown} */ date) => format(date === undefined ? now() : date));
      }
      return formats.get(format);
    },
  });
  replace(
    prototype,
    "formatToParts",
    /** @this {Intl.DateTimeFormat} @param {Date | number | undefined} date */
    function (date) {
      return formatToParts.call(this, date === undefined ? now() : date);
    },
  );
}

/**
 * `performance.timeOrigin + performance.now()` is the time of day, too.
 *
 * @param {() => number} offset
 */
function moveTimeOrigin(offset) {
  const { timeOrigin } = performance;
  const measured = performance.toJSON.bind(performance);
  Object.defineProperty(performance, "timeOrigin", {
    configurable: true,
    enumerable: true,
    get: () => timeOrigin + offset(),
  });
  replace(performance, "toJSON", () => ({ ...measured(), timeOrigin: performance.timeOrigin }));
}

/**
 * A Node that has `Temporal` reads the time of day there as well (https://tc39.es/proposal-temporal/#sec-temporal-now-object).
 *
 * @param {() => number} now
 */
function moveTemporal(now) {
  const { Temporal } = /** @type {{ Temporal?: any }} */ (globalThis);
  if (Temporal === undefined) return;
  const { Now, Instant } = Temporal;
  const instant = () => Instant.fromEpochMilliseconds(now());
  const zoned = (zone = Now.timeZoneId()) => instant().toZonedDateTimeISO(zone);
  replace(Now, "instant", instant);
  replace(Now, "zonedDateTimeISO", zoned);
  replace(Now, "plainDateTimeISO", (/** @type {string} */ zone) => zoned(zone).toPlainDateTime());
  replace(Now, "plainDateISO", (/** @type {string} */ zone) => zoned(zone).toPlainDate());
  replace(Now, "plainTimeISO", (/** @type {string} */ zone) => zoned(zone).toPlainTime());
}

/**
 * Replaces a method: not enumerable, and replaceable again, like built-in ones.
 *
 * @param {object} owner
 * @param {string} name
 * @param {Function} method
 */
function replace(owner, name, method) {
  Object.defineProperty(owner, name, { value: method, writable: true, configurable: true });
}
