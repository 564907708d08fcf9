import { afterAll } from "@jest/globals";

type Open = { close(): unknown } | { stop(): unknown } | { destroy(): unknown };

const open: Open[] = [];

const close = (one: Open): unknown =>
  "close" in one ? one.close() : "stop" in one ? one.stop() : one.destroy();

afterAll(async () => {
  const faults: unknown[] = [];
  for (const one of open.splice(0).reverse()) {
    await Promise.resolve(close(one)).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw faults.length === 1 ? faults[0] : new AggregateError(faults);
});

/** Closes it after the last test of the file; what was opened last is closed first. @returns it */
export function closeAtEnd<One extends Open>(one: One): One {
  open.push(one);
  return one;
}
