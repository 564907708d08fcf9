/** Functions to invoke, as esbuild would have bundled them. */
import { readFileSync, writeFileSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";

let invocations = 0;

/** An HTTP answer that says what came. */
export const echo = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });

export const fail = async ({ message }) => {
  throw new RangeError(message);
};

/** What an environment knows of itself. */
export const describe = async (_event, context) => {
  invocations += 1;
  return { invocations, context, env: process.env, remaining: context.getRemainingTimeInMillis() };
};

/** Writes a file to say that it runs, and runs until it finds another one. */
export const wait = async ({ running, go }) => {
  writeFileSync(running, "");
  for (;;) {
    try {
      return readFileSync(go, "utf8");
    } catch {
      await turn();
    }
  }
};

export const perhapsNever = async ({ isEndless }) => (isEndless ? new Promise(() => {}) : "done");

export const spin = () => {
  for (;;);
};

export const hoard = async () => {
  const kept = [];
  for (;;) kept.push(new Array(100_000).fill(Math.random()));
};

export const throwLater = async () => {
  queueMicrotask(() => {
    throw new TypeError("nobody waits for this");
  });
  return new Promise(() => {});
};

export const leave = () => process.exit(3);

export const nothing = async () => {};

export const unserializable = async () => ({ amount: 1n });
