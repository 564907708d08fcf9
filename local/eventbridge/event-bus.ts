/**
 * Buses, their rules, and the deliveries to API destinations.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import { type ApiDestination, type CallOutcome, callDestination } from "./api-destination.ts";
import type { EventPattern } from "./event-pattern.ts";
import type { BusEvent, Delivery, EventStore } from "./event-store.ts";
import { pauseAfter, type Schedule } from "./schedule.ts";

/** An entry of PutEvents. */
export interface BusEntry {
  readonly busArn: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** RFC 3339; the time of the call if it is missing. */
  readonly time?: string;
}

export interface RuleTarget {
  readonly id: string;
  readonly destinationArn: string;
  readonly maxAgeSeconds: number;
  readonly maxRetries: number;
}

export interface BusRule {
  readonly name: string;
  readonly busArn: string;
  readonly matches: EventPattern;
  readonly targets: readonly RuleTarget[];
}

interface BusContext {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly region: string;
  readonly accountId: string;
  readonly rules: () => Iterable<BusRule>;
  readonly findDestination: (arn: string) => ApiDestination | undefined;
  /** Receives an event that a target did not take, and why. */
  readonly onDeadLetter: (event: BusEvent, reason: string) => void;
  /** Called after every change of what is kept. */
  readonly onChange: () => void;
  readonly onFault: (error: unknown) => void;
}

export interface EventBuses {
  publish(entry: BusEntry): void;
  /** Continues with the deliveries that waited at the last end. */
  start(): void;
  stop(): Promise<void>;
}

/** Deliveries at the same time. */
const PARALLEL = 10;

const nameOfTarget = (rule: BusRule, target: RuleTarget) => `${rule.name}/${target.id}`;

export function createEventBuses(context: BusContext): EventBuses {
  const { store, clock, schedule } = context;
  /** When a delivery that failed may be tried again; the others at once. */
  const waiting = new Map<number, () => void>();
  const underWay = new Map<number, Promise<void>>();
  const stopping = new AbortController();

  function findTarget(name: string): RuleTarget | undefined {
    for (const rule of context.rules()) {
      for (const target of rule.targets) if (nameOfTarget(rule, target) === name) return target;
    }
    return undefined;
  }

  /** Begins what may begin now. */
  function deliver(): void {
    if (stopping.signal.aborted) return;
    for (const delivery of store.pending()) {
      if (underWay.size >= PARALLEL) return;
      if (underWay.has(delivery.key) || waiting.has(delivery.key)) continue;
      const work = attempt(delivery)
        .catch(context.onFault)
        .finally(() => {
          underWay.delete(delivery.key);
          deliver();
        });
      underWay.set(delivery.key, work);
    }
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const target = findTarget(delivery.target);
    const destination = target && context.findDestination(target.destinationArn);
    if (target === undefined || destination === undefined) return end(delivery, "failed", "no such target");
    const outcome = await callDestination(destination, delivery.event, stopping.signal);
    if (stopping.signal.aborted) return;
    if (outcome.kind === "taken") return end(delivery, "delivered", outcome.text);
    const age = clock.now() - delivery.createdAt;
    const isLast = delivery.attempts >= target.maxRetries || age >= target.maxAgeSeconds * 1000;
    if (outcome.kind === "refused" || isLast) {
      end(delivery, "failed", outcome.text);
      context.onDeadLetter(delivery.event, outcome.text);
      return;
    }
    retryLater(delivery, outcome);
  }

  function end(delivery: Delivery, state: "delivered" | "failed", outcome: string): void {
    store.note(delivery.key, state, outcome);
    context.onChange();
  }

  function retryLater({ key, attempts }: Delivery, { text, retryAfterMs = 0 }: CallOutcome): void {
    store.note(key, "pending", text);
    context.onChange();
    const wake = () => {
      waiting.delete(key);
      deliver();
    };
    waiting.set(key, schedule(wake, Math.max(retryAfterMs, pauseAfter(attempts + 1))));
  }

  return {
    publish: ({ busArn, source, detailType, detail, time }) => {
      const now = clock.now();
      const event: BusEvent = {
        version: "0",
        id: randomUUID(),
        "detail-type": detailType,
        source,
        account: context.accountId,
        time: new Date(time ?? now).toISOString().replace(/\.\d+Z$/, "Z"),
        region: context.region,
        resources: [],
        detail,
      };
      const targets = [...context.rules()]
        .filter((rule) => rule.busArn === busArn && rule.matches(event))
        .flatMap((rule) => rule.targets.map((target) => nameOfTarget(rule, target)));
      store.add(event, targets, now);
      context.onChange();
      // After the transaction that the caller may be in.
      schedule(deliver, 0);
    },
    start: deliver,
    stop: async () => {
      stopping.abort();
      for (const cancel of waiting.values()) cancel();
      await Promise.all(underWay.values());
    },
  };
}
