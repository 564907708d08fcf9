/** What the local cloud uses of s3rver, which brings no types. */
declare module "s3rver" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  interface FilesystemStore {
    getResourcePath(bucket: string, key: string, resource: string): string;
    /** @throws the file system's ENOENT when there is no such object */
    getMetadata(
      bucket: string,
      key: string,
    ): Promise<{
      readonly etag: string;
      readonly "last-modified": string;
      readonly "content-length": number;
    }>;
    /** Keeps of the metadata what S3 keeps. */
    putMetadata(
      bucket: string,
      key: string,
      metadata: Readonly<Record<string, string>>,
      md5: string,
    ): Promise<void>;
  }

  export default class S3rver {
    constructor(options: { directory: string; silent: boolean; vhostBuckets: boolean });
    readonly store: FilesystemStore;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    on(event: "error", listener: (error: Error & { readonly status?: number }) => void): this;
  }
}
