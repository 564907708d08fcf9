/** What the local cloud uses of s3rver, which brings no types. */
declare module "s3rver" {
  import type { IncomingMessage, ServerResponse } from "node:http";
  import type { Readable } from "node:stream";

  interface StoredObject {
    readonly bucket: string;
    readonly key: string;
    readonly content: Readable;
    readonly metadata: Readonly<Record<string, string>>;
  }

  export default class S3rver {
    constructor(options: { directory: string; silent: boolean; vhostBuckets: boolean });
    readonly store: { putObject(object: StoredObject): Promise<{ md5: string; size: number }> };
    readonly logger: { close(): void };
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    on(event: "error", listener: (error: unknown) => void): this;
  }
}
