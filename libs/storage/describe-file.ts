import type { FilePurpose, StoredFile } from "../schemas/files.ts";

/** Where the name is kept: percent-encoded, for metadata is ASCII. */
const NAME = "x-amz-meta-name";

/** What is kept with a file beside its bytes and its type. */
export function metadataOf({ name }: { readonly name: string }): Record<string, string> {
  return { [NAME]: encodeURIComponent(name) };
}

/** Objects that came into the bucket another way may carry a name that is not encoded as ours are. */
function decodeName(encoded: string, fallback: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return fallback;
  }
}

interface Head {
  readonly id: string;
  readonly purpose: FilePurpose;
  /** As S3 answers them. */
  readonly headers: Headers;
}

/** A file as its owner is told of it. The checksum is there where the upload was held to one. */
export function describeFile({ id, purpose, headers }: Head): StoredFile {
  const sha256 = headers.get("x-amz-checksum-sha256");
  return {
    id,
    purpose,
    name: decodeName(headers.get(NAME) ?? id, id),
    contentType: headers.get("content-type") ?? "application/octet-stream",
    size: Number(headers.get("content-length") ?? 0),
    ...(sha256 === null ? {} : { sha256 }),
    createdAt: new Date(headers.get("last-modified") ?? 0).toISOString(),
  };
}
