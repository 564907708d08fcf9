import type { HeadObjectCommandOutput } from "@aws-sdk/client-s3";
import type { FilePurpose, StoredFile } from "../schemas/files.ts";
import { withoutUndefined } from "../without-undefined.ts";

/** Where the name is kept: percent-encoded, for metadata is ASCII. */
const NAME = "name";

/** What is kept with a file beside its bytes and its type. */
export function metadataOf({ name }: { readonly name: string }): Record<string, string> {
  return { [`x-amz-meta-${NAME}`]: encodeURIComponent(name) };
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
  readonly object: HeadObjectCommandOutput;
}

/** A file as its owner is told of it. The checksum is there where the upload was held to one. */
export function describeFile({ id, purpose, object }: Head): StoredFile {
  const { Metadata, ContentType, ContentLength, ChecksumSHA256: sha256, LastModified } = object;
  return {
    id,
    purpose,
    name: decodeName(Metadata?.[NAME] ?? id, id),
    contentType: ContentType ?? "application/octet-stream",
    size: ContentLength ?? 0,
    ...withoutUndefined({ sha256 }),
    createdAt: (LastModified ?? new Date(0)).toISOString(),
  };
}
