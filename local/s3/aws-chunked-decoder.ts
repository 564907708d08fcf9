import { Transform, type TransformCallback } from "node:stream";
import { incompleteBody } from "./s3-error.ts";

const MAX_LINE_LENGTH = 8 * 1024;

/**
 * Decodes a body with the coding `aws-chunked`, which AWS's SDKs use to send a checksum after it
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html). The chunks' signatures are not verified.
 */
export class AwsChunkedDecoder extends Transform {
  /** The trailers after the last chunk, names in lower case. Complete when the stream has ended. */
  readonly trailers = new Map<string, string>();
  #pending: Buffer = Buffer.alloc(0);
  #state: "size" | "data" | "data-end" | "trailer" = "size";
  #left = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    try {
      while (this.#step());
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    done(this.#state === "trailer" ? null : incompleteBody());
  }

  /** Consumes one piece of the pending data; false if there is too little. */
  #step(): boolean {
    if (this.#state === "data") return this.#takeData();
    const line = this.#takeLine();
    if (line === null) return false;
    if (this.#state === "data-end") {
      if (line !== "") throw incompleteBody();
      this.#state = "size";
    } else if (this.#state === "size") {
      this.#left = readSize(line);
      this.#state = this.#left === 0 ? "trailer" : "data";
    } else if (line !== "") {
      const colon = line.indexOf(":");
      this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
    return true;
  }

  #takeData(): boolean {
    if (this.#pending.length === 0) return false;
    const data = this.#pending.subarray(0, this.#left);
    this.#pending = this.#pending.subarray(data.length);
    this.#left -= data.length;
    this.push(data);
    if (this.#left === 0) this.#state = "data-end";
    return true;
  }

  #takeLine(): string | null {
    const end = this.#pending.indexOf("\r\n");
    if (end === -1) {
      if (this.#pending.length > MAX_LINE_LENGTH) throw incompleteBody();
      return null;
    }
    const line = this.#pending.toString("latin1", 0, end);
    this.#pending = this.#pending.subarray(end + 2);
    return line;
  }
}

function readSize(line: string): number {
  const [, size] = /^([0-9a-fA-F]{1,8})(;|$)/.exec(line) ?? [];
  if (size === undefined) throw incompleteBody();
  return Number.parseInt(size, 16);
}
