/** Observes the content of requests and responses without changing their flow. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_VALUE_SIZE } from "./recorded-value.ts";

export interface Overheard {
  /** `null` if there was more than a span keeps. */
  readonly text: string | null;
  /** Bytes. */
  readonly size: number;
}

/** The part of the body that its reader has read: a listener of its own would start the flow. */
export function overhearRequest(request: IncomingMessage): () => Overheard {
  const { add, heard } = collector();
  const emit = request.emit.bind(request);
  request.emit = ((event: string, ...values: unknown[]) => {
    if (event === "data") add(values[0]);
    return emit(event, ...values);
  }) as typeof request.emit;
  return heard;
}

/** The part of the body that was written. */
export function overhearResponse(response: ServerResponse): () => Overheard {
  const { add, heard } = collector();
  const write = response.write.bind(response) as (...values: unknown[]) => boolean;
  const end = response.end.bind(response) as (...values: unknown[]) => ServerResponse;
  response.write = ((...values: unknown[]) => {
    add(values[0]);
    return write(...values);
  }) as typeof response.write;
  response.end = ((...values: unknown[]) => {
    add(values[0]);
    return end(...values);
  }) as typeof response.end;
  return heard;
}

function collector() {
  let chunks: (string | Uint8Array)[] = [];
  let size = 0;
  return {
    add: (chunk: unknown) => {
      if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) return;
      size += typeof chunk === "string" ? Buffer.byteLength(chunk) : chunk.length;
      if (size <= MAX_VALUE_SIZE) chunks.push(chunk);
      else chunks = [];
    },
    heard: (): Overheard => ({ text: size <= MAX_VALUE_SIZE ? join(chunks) : null, size }),
  };
}

function join(chunks: readonly (string | Uint8Array)[]): string {
  const [only] = chunks;
  if (typeof only === "string" && chunks.length === 1) return only;
  return Buffer.concat(
    chunks.map((chunk) => (typeof chunk === "string" ? Buffer.from(chunk) : chunk)),
  ).toString();
}
