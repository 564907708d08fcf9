import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CALL_RECORD } from "./role-rights/call.ts";

/**
 * Sets the file to which stacks write their functions' AWS calls. It runs first: the shared stack starts before there are
 * reporters. A run with its own file keeps that.
 */
export function recordCalls() {
  if (process.env[CALL_RECORD] !== undefined) return;
  const file = join(mkdtempSync(join(tmpdir(), "calls-")), "record");
  writeFileSync(file, "");
  process.env[CALL_RECORD] = file;
  process.once("exit", () => rmSync(dirname(file), { recursive: true, force: true }));
}

/**
 * Fails a run in which a function made a call that its role does not allow, and a whole run in which a role had a permission that
 * no call needed.
 */
export default class RoleRightsReporter {
  #isWhole;
  #error;

  constructor({ testPathPatterns, testNamePattern, onlyChanged, shard }) {
    const patterns = testPathPatterns?.patterns ?? [];
    this.#isWhole = patterns.length === 0 && !testNamePattern && !onlyChanged && !shard;
  }

  async onRunComplete(_contexts, { numFailedTestSuites, numFailedTests, numPendingTests }) {
    // Failed tests have not used all their permissions, and skipped ones (a browser may be missing) none.
    const isWhole = this.#isWhole && numFailedTestSuites + numFailedTests + numPendingTests === 0;
    const { judgeCalls } = await import("./role-rights/judge-calls.ts");
    const findings = await judgeCalls(process.env[CALL_RECORD], isWhole);
    if (findings.length === 0) return;
    this.#error = new Error(`Calls of functions and permissions of their roles:\n  ${findings.join("\n  ")}`);
    process.stderr.write(`\n${this.#error.message}\n`);
  }

  getLastError() {
    return this.#error;
  }
}
