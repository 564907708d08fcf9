/** Which code of the project ran, from V8's counters: Node strips types in place, so positions are those of the source. */
import type { Profiler } from "node:inspector";
import type { Session } from "node:inspector/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

export interface CodeRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Stops counting. @returns the code that ran, by file of these folders */
export async function takeCoverage(
  session: Session,
  folders: readonly string[],
): Promise<Record<string, readonly CodeRange[]>> {
  const { result } = await session.post("Profiler.takePreciseCoverage");
  await session.post("Profiler.stopPreciseCoverage");
  const scripts = result.flatMap((script) => {
    const url = script.url.split("?run=")[0];
    if (!script.url.includes("?run=") || url === undefined) return [];
    const file = relative(process.cwd(), fileURLToPath(url));
    return folders.some((folder) => file.startsWith(`${folder}/`))
      ? [[file, coveredIn(script)] as const]
      : [];
  });
  return Object.fromEntries(scripts);
}

/** The innermost range around a position says whether it ran. */
function coveredIn({ functions }: Profiler.ScriptCoverage): readonly CodeRange[] {
  const ranges = functions
    .flatMap((called) => called.ranges)
    .sort((left, right) => right.endOffset - right.startOffset - (left.endOffset - left.startOffset));
  const ran = new Uint8Array(Math.max(0, ...ranges.map(({ endOffset }) => endOffset)));
  for (const { startOffset, endOffset, count } of ranges) ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  const covered: CodeRange[] = [];
  for (let start = ran.indexOf(1); start !== -1; ) {
    const gap = ran.indexOf(0, start);
    const end = gap === -1 ? ran.length : gap;
    covered.push({ start, end });
    start = ran.indexOf(1, end);
  }
  return covered;
}
