/**
 * Replaces `@jest/globals` outside of Jest: Jest's test runner (circus), `expect`, spies and fake timers, without its module
 * system, which takes seconds per test file.
 */
import { createRequire } from "node:module";
import type { jest as Jest, expect as JestExpect } from "@jest/globals";
import { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from "jest-circus";

export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test };

/** Jest's packages, resolved from where Jest resolves them. */
const require = createRequire(import.meta.url);
const ofGlobals = createRequire(require.resolve("@jest/globals"));
const ofEnvironment = createRequire(ofGlobals.resolve("@jest/environment"));

interface ExpectWithState {
  readonly setState: (state: object) => void;
  readonly getState: () => { readonly suppressedErrors: readonly unknown[] };
  readonly extractExpectedAssertionsErrors: () => readonly { readonly error: unknown }[];
}

export const expect: typeof JestExpect & ExpectWithState = ofGlobals("@jest/expect").jestExpect;

const { ModuleMocker } = ofGlobals("jest-mock");
const { ModernFakeTimers } = ofEnvironment("@jest/fake-timers");

const mocker = new ModuleMocker(globalThis);
const timers = new ModernFakeTimers({
  config: { rootDir: process.cwd(), fakeTimers: {} },
  global: globalThis,
});

/** The part of `jest` that tests of this project use. */
export const jest = {
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  restoreAllMocks: () => mocker.restoreAllMocks(),
  useFakeTimers: (options?: object) => timers.useFakeTimers(options),
  useRealTimers: () => timers.useRealTimers(),
  setSystemTime: (now?: number | Date) => timers.setSystemTime(now),
} as Pick<
  typeof Jest,
  "fn" | "spyOn" | "restoreAllMocks" | "useFakeTimers" | "useRealTimers" | "setSystemTime"
>;
