/** What goes through requests and responses, without getting in its way. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_VALUE_SIZE } from "./recorded-value.ts";

export interface Overheard {
  /** `null` where there was more than a span keeps. */
  readonly text: string | null;
  /** Bytes. */
  readonly size: number;
}

/** The body, as far as it has been read by whoever reads it: to listen for it would make it flow. */
export function overhearRequest(request: IncomingMessage): () => Overheard {
  const { add, heard } = collector();
  const emit = request.emit.bind(request);
  request.emit = ((event: string, ...values: unknown[]) => {
    if (event === "data") add(values[0]);
    return emit(event, ...values);
  }) as typeof request.emit;
  return heard;
}

/** The body, as far as it has been written. */
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
