/** Runs one test file in this process, with fresh modules of the project. */
import { addEventHandler, getState, resetState, run } from "jest-circus";
import { beginRun, type ChangedFile } from "./fresh-modules.ts";
import { expect, jest } from "./jest-globals.ts";

/** The setup of Jest's configuration for every test file, without the record of operations that servers answered. */
const SETUP = ["tests/support/checks/house-rules.ts"];

export interface TestFileRun {
  /** Path from the root of the project. */
  readonly testFile: string;
  readonly changed: ChangedFile | null;
  /** Milliseconds for one test or hook. */
  readonly timeout: number;
}

export interface TestFileResult {
  /** Why the first test failed; null if all passed. */
  readonly failure: string | null;
  readonly tests: number;
}

let failure: string | null = null;

function fail(reason: unknown): void {
  failure ??= reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
}

/** Errors outside of a test fail the file, as in Jest. */
export function watchForStrayErrors(): void {
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
}

/** After the first failure the other tests are skipped; clean-up hooks still run. */
export function stopAtFirstFailure(): void {
  addEventHandler((event) => {
    if (event.name === "test_start") {
      if (failure !== null) event.test.mode = "skip";
      expect.setState({ currentTestName: event.test.name, testFailing: event.test.failing });
    } else if (event.name === "test_done") {
      const { suppressedErrors } = expect.getState();
      expect.setState({ suppressedErrors: [] });
      const missing = expect.extractExpectedAssertionsErrors().map(({ error }) => error);
      const [first] = [...event.test.errors, ...suppressedErrors, ...missing].flat();
      if (first !== undefined) fail(first);
    }
  });
}

export async function runTestFile({ testFile, changed, timeout }: TestFileRun): Promise<TestFileResult> {
  const environment = { ...process.env };
  failure = null;
  resetState();
  const urlOf = beginRun(changed);
  try {
    getState().testTimeout = timeout;
    for (const file of [...SETUP, testFile]) await import(urlOf(file));
    const { testResults, unhandledErrors } = await run();
    for (const error of unhandledErrors) fail(error);
    for (const { errors } of testResults) for (const error of errors) fail(error);
    if (testResults.length === 0) fail("no test in the file");
    return { failure, tests: testResults.length };
  } catch (error) {
    fail(error);
    return { failure, tests: 0 };
  } finally {
    jest.useRealTimers();
    jest.restoreAllMocks();
    process.exitCode = 0;
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  }
}
