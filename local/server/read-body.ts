import type { IncomingMessage } from "node:http";
import { finished } from "node:stream/promises";

/** The body is larger than the reader's limit. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/**
 * Reads a request's body. Data beyond the limit is discarded, so that the refusal can still be sent.
 *
 * @param limit maximum number of bytes
 * @throws BodyTooLarge
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(new BodyTooLarge(`the request body is larger than ${limit} bytes`));
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

/** Waits for the end of an unused body, also an incomplete one, so that the connection can carry the next request. */
export async function drainBody(request: IncomingMessage): Promise<void> {
  request.resume();
  await finished(request).catch(() => {});
}
