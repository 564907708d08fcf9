/** EventBridge of the local cloud: pipes, buses, rules and API destinations of the template. It has no API of its own. */
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import type { StreamRecord } from "../dynamodb/table-stream.ts";
import type { LambdaInvoker } from "../lambda/lambda-invoker.ts";
import type { ApiDestination } from "./api-destination.ts";
import { type BusRule, createEventBuses } from "./event-bus.ts";
import { createEventStore, type EventStore } from "./event-store.ts";
import { createPipe, type Pipe, type PipeDefinition } from "./pipe.ts";
import { createPipeQueues } from "./pipe-queue.ts";
import type { Schedule } from "./schedule.ts";

interface EventBridgeOptions {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly lambdas: LambdaInvoker;
  readonly schedule: Schedule;
  readonly region: string;
  readonly accountId: string;
  /** Receives what would be in the queue of dead letters, in one sentence. */
  readonly onDeadLetter: (message: string) => void;
  readonly onFault: (error: unknown) => void;
}

/** An API destination as the template has it: the header comes from its connection. */
export interface DestinationDefinition extends Pick<ApiDestination, "url" | "method"> {
  readonly connectionArn: string;
}

export interface EventBridge {
  readonly store: EventStore;
  /** By ARN. */
  readonly buses: Set<string>;
  readonly connections: Map<string, ApiDestination["header"]>;
  readonly destinations: Map<string, DestinationDefinition>;
  /** By ARN. */
  readonly rules: Map<string, BusRule>;
  putPipe(name: string, definition: PipeDefinition): void;
  removePipe(name: string): void;
  /** Passes a record of a table's stream to the pipes that read it. */
  offer(record: StreamRecord): void;
  /** Calls the listener after every change of the kept events. @returns a function that ends it */
  subscribe(listener: () => void): () => void;
  /** Continues with what waited at the last end. */
  start(): void;
  stop(): Promise<void>;
}

export function createEventBridge(options: EventBridgeOptions): EventBridge {
  const { database, clock, lambdas, schedule, region, accountId, onDeadLetter, onFault } = options;
  const store = createEventStore(database, region);
  const queueOf = createPipeQueues(database, region);
  const rules = new Map<string, BusRule>();
  const connections = new Map<string, ApiDestination["header"]>();
  const destinations = new Map<string, DestinationDefinition>();
  const pipes = new Map<string, Pipe>();
  const listeners = new Set<() => void>();
  const buses = createEventBuses({
    store,
    clock,
    schedule,
    region,
    accountId,
    rules: () => rules.values(),
    findDestination: (arn) => {
      const destination = destinations.get(arn);
      const header = destination && connections.get(destination.connectionArn);
      return destination && header && { ...destination, header };
    },
    onDeadLetter: (event, reason) =>
      onDeadLetter(`the webhook did not take the event ${event["detail-type"]} ${event.id}: ${reason}`),
    onChange: () => {
      for (const listener of listeners) listener();
    },
    onFault,
  });

  return {
    store,
    buses: new Set(),
    connections,
    destinations,
    rules,
    putPipe: (name, definition) => {
      void pipes.get(name)?.stop();
      const pipe = createPipe(definition, {
        database,
        queue: queueOf(name),
        lambdas,
        schedule,
        publish: buses.publish,
        onDeadLetter: ({ dynamodb: { SequenceNumber } }, reason) =>
          onDeadLetter(`${name} gave up the record ${SequenceNumber}: ${reason}`),
        onFault,
      });
      pipes.set(name, pipe);
    },
    removePipe: (name) => {
      void pipes.get(name)?.stop();
      pipes.delete(name);
    },
    offer: (record) => {
      for (const pipe of pipes.values()) if (pipe.sourceArn === record.eventSourceARN) pipe.offer(record);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: () => {
      buses.start();
      for (const pipe of pipes.values()) pipe.start();
    },
    stop: async () => {
      await Promise.all([...[...pipes.values()].map((pipe) => pipe.stop()), buses.stop()]);
    },
  };
}
