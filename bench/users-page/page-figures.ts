import type { Page } from "playwright-core";

/** Work of a page's main thread. Times are CPU time in milliseconds. */
export interface Busy {
  readonly longest: number;
  readonly over50: number;
  readonly total: number;
}

/** The used members of an event; times are microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;

/** @see https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU the trace event format */
function busyIn(events: readonly TraceEvent[]): Busy {
  const mainThreads = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(threadOf),
  );
  const byThread = new Map<string, number[]>();
  for (const event of events) {
    const thread = threadOf(event);
    if (!event.name.endsWith("RunTask") || event.tdur === undefined || !mainThreads.has(thread)) continue;
    const times = byThread.get(thread) ?? [];
    times.push(event.tdur / 1000);
    byThread.set(thread, times);
  }
  const sum = (times: readonly number[]) => times.reduce((total, time) => total + time, 0);
  // The page's renderer is the busiest: others are the browser's own.
  const times = [...byThread.values()].toSorted((one, other) => sum(other) - sum(one))[0] ?? [];
  return {
    longest: times.reduce((most, time) => Math.max(most, time), 0),
    over50: times.filter((time) => time > 50).length,
    total: sum(times),
  };
}

/** The tasks of a page's main thread during an action. */
export async function watchTasks(page: Page, work: () => Promise<unknown>): Promise<Busy> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("the page has no browser");
  await browser.startTracing(page, {
    categories: ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"],
  });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return busyIn(trace.traceEvents);
}

/** The size of a page's heap after a garbage collection. */
export async function heapOf(page: Page): Promise<{ readonly megabytes: number; readonly nodes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { megabytes: of("JSHeapUsedSize") / 1e6, nodes: of("Nodes") };
}
