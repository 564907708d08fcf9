/**
 * A pipe from a table's stream to a bus: filter, batches, enrichment by a function, retries, dead letters.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes.html
 */
import type { DatabaseSync } from "node:sqlite";
import type { StreamRecord } from "../dynamodb/table-stream.ts";
import type { LambdaInvoker, LambdaOutcome } from "../lambda/lambda-invoker.ts";
import { transaction } from "../state/transaction.ts";
import type { Parameter } from "./dynamic-path.ts";
import type { BusEntry } from "./event-bus.ts";
import type { EventPattern } from "./event-pattern.ts";
import type { PipeQueue, WaitingRecord } from "./pipe-queue.ts";
import { pauseAfter, type Schedule } from "./schedule.ts";

export interface PipeDefinition {
  readonly sourceArn: string;
  /** One of them has to match; empty for all records. */
  readonly patterns: readonly EventPattern[];
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** Below zero for as many as it takes. */
  readonly maxRetries: number;
  readonly isBisecting: boolean;
  readonly enrichmentArn: string | null;
  readonly busArn: string;
  readonly source: Parameter;
  readonly detailType: Parameter;
  readonly time: Parameter;
}

interface PipeContext {
  readonly database: DatabaseSync;
  readonly queue: PipeQueue;
  readonly lambdas: LambdaInvoker;
  readonly schedule: Schedule;
  readonly publish: (entry: BusEntry) => void;
  /** Receives what the pipe gave up. */
  readonly onDeadLetter: (record: StreamRecord, reason: string) => void;
  readonly onFault: (error: unknown) => void;
}

export interface Pipe {
  readonly sourceArn: string;
  offer(record: StreamRecord): void;
  /** Continues with what waited at the last end. */
  start(): void;
  /** Resolves when nothing is in progress any more. */
  stop(): Promise<void>;
}

/** A synchronous call of an enrichment takes five minutes at most. */
const ENRICHMENT_MS = 300_000;

/** What came of a batch: it is done, the pipe has to wait, or the records themselves are at fault. */
type Verdict =
  | { readonly kind: "done" }
  | { readonly kind: "not reached" }
  | { readonly kind: "failed"; readonly reason: string };

export function createPipe(definition: PipeDefinition, context: PipeContext): Pipe {
  const { queue, schedule } = context;
  let cancel: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let isStopped = false;
  let failures = 0;

  const wake = (milliseconds: number): void => {
    if (isStopped || running !== null || cancel !== null) return;
    cancel = schedule(() => {
      cancel = null;
      running = drain()
        .catch(context.onFault)
        .finally(() => {
          running = null;
          if (queue.count() > 0) wake(failures > 0 ? pauseAfter(failures) : 0);
        });
    }, milliseconds);
  };

  async function drain(): Promise<void> {
    while (!isStopped) {
      const batch = queue.first(definition.batchSize);
      if (batch.length === 0) return;
      const isDone = await pass(batch);
      failures = isDone ? 0 : failures + 1;
      if (!isDone) return;
    }
  }

  /** @returns false if it has to be tried again later */
  async function pass(batch: readonly WaitingRecord[]): Promise<boolean> {
    const verdict = await enrichAndPublish(batch);
    if (isStopped || verdict.kind === "not reached") return false;
    if (verdict.kind === "done") return true;
    if (batch.length === 1 || !definition.isBisecting) return giveUp(batch, verdict.reason);
    const middle = Math.ceil(batch.length / 2);
    // The second half does not wait for the first.
    const isFirstDone = await pass(batch.slice(0, middle));
    const isSecondDone = await pass(batch.slice(middle));
    return isFirstDone && isSecondDone;
  }

  /** Counts a failure; after the last one, the records are dead letters. @returns whether they are */
  function giveUp(batch: readonly WaitingRecord[], reason: string): boolean {
    const failed = Math.max(...batch.map(({ attempts }) => attempts)) + 1;
    if (definition.maxRetries < 0 || failed <= definition.maxRetries) {
      for (const { key } of batch) queue.noteFailure(key);
      return false;
    }
    for (const { key, record } of batch) {
      queue.remove(key);
      context.onDeadLetter(record, reason);
    }
    return true;
  }

  async function enrichAndPublish(batch: readonly WaitingRecord[]): Promise<Verdict> {
    const records = batch.map(({ record }) => record);
    if (definition.enrichmentArn === null) return publish(batch, records);
    const outcome = await context.lambdas.invoke(definition.enrichmentArn, records, {
      timeoutMs: ENRICHMENT_MS,
      isTraced: false,
    });
    if (outcome.kind === "result") return publish(batch, [outcome.payload ?? []].flat());
    return outcome.kind === "unreachable"
      ? { kind: "not reached" }
      : { kind: "failed", reason: reasonOf(outcome) };
  }

  /** Removes the records and puts the events in one transaction: after a crash there is one or the other. */
  function publish(batch: readonly WaitingRecord[], events: readonly unknown[]): Verdict {
    if (isStopped) return { kind: "not reached" };
    const entries = events.map(entryOf);
    const invalid = entries.find((entry) => typeof entry === "string");
    if (invalid !== undefined) return { kind: "failed", reason: invalid };
    transaction(context.database, () => {
      for (const { key } of batch) queue.remove(key);
      for (const entry of entries) if (typeof entry !== "string") context.publish(entry);
    });
    return { kind: "done" };
  }

  /** An entry of PutEvents, or why it is not one. */
  function entryOf(event: unknown): BusEntry | string {
    const source = definition.source(event);
    const detailType = definition.detailType(event);
    const time = definition.time(event);
    if (typeof event !== "object" || event === null) return "Detail is malformed.";
    if (source === undefined) return "Parameter Source is not valid. Reason: Source is a required argument.";
    if (detailType === undefined) {
      return "Parameter DetailType is not valid. Reason: DetailType is a required argument.";
    }
    if (time !== undefined && Number.isNaN(Date.parse(time))) return `Time is not a timestamp: ${time}`;
    const detail = event as Readonly<Record<string, unknown>>;
    return { busArn: definition.busArn, source, detailType, detail, ...(time !== undefined && { time }) };
  }

  return {
    sourceArn: definition.sourceArn,
    offer: (record) => {
      const { patterns } = definition;
      if (patterns.length > 0 && !patterns.some((matches) => matches(record))) return;
      queue.add(record);
      if (failures === 0) wake(queue.count() >= definition.batchSize ? 0 : definition.windowSeconds * 1000);
    },
    start: () => {
      if (queue.count() > 0) wake(0);
    },
    stop: async () => {
      isStopped = true;
      cancel?.();
      await running;
    },
  };
}

function reasonOf(outcome: Exclude<LambdaOutcome, { kind: "result" | "unreachable" }>): string {
  return outcome.kind === "timed-out"
    ? "the enrichment timed out"
    : `${outcome.errorType}: ${outcome.errorMessage}`;
}
