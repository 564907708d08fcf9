import type { HeadObjectCommandOutput } from "@aws-sdk/client-s3";
import type { FilePurpose, StoredFile } from "../schemas/files.ts";
import { withoutUndefined } from "../without-undefined.ts";

/** The metadata with the name: percent-encoded, because metadata is ASCII. */
const NAME = "name";

/** The metadata of a file. */
export function metadataOf({ name }: { readonly name: string }): Record<string, string> {
  return { [`x-amz-meta-${NAME}`]: encodeURIComponent(name) };
}

/** Objects that were not uploaded by this API may have a name in another encoding. */
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

/** A file in the form that its owner sees. It has a checksum if the upload was bound to one. */
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
