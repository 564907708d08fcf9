/** The process that runs tests: receives one order at a time from `test-process.ts` and returns its result. */
import { Session } from "node:inspector/promises";
import { type CodeRange, takeCoverage } from "./coverage.ts";
import { installFreshModules } from "./fresh-modules.ts";
import { runTestFile, stopAtFirstFailure, type TestFileRun, watchForStrayErrors } from "./run-test-file.ts";

export interface Order extends TestFileRun {
  /** Folders to report coverage for. */
  readonly coverageOf: readonly string[];
}

export interface Answer {
  readonly failure: string | null;
  readonly tests: number;
  /** The code that ran, by file. */
  readonly covered: Readonly<Record<string, readonly CodeRange[]>>;
  /** Memory of the process, in bytes. */
  readonly memory: number;
}

installFreshModules();
watchForStrayErrors();
stopAtFirstFailure();

const session = new Session();
session.connect();

async function carryOut({ coverageOf, ...order }: Order): Promise<Answer> {
  if (coverageOf.length > 0) {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }
  const { failure, tests } = await runTestFile(order);
  const covered = coverageOf.length > 0 ? await takeCoverage(session, coverageOf) : {};
  return { failure, tests, covered, memory: process.memoryUsage.rss() };
}

process.on("message", (order: Order) => {
  carryOut(order).then(
    (answer) => process.send?.(answer),
    (error) => process.send?.({ failure: String(error), tests: 0, covered: {}, memory: 0 } satisfies Answer),
  );
});
process.on("disconnect", () => process.exit());
