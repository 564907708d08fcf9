import { checkVersion } from "./get-object.ts";
import { checkKey } from "./object-key.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";
import { invalidArgument, noSuchKey } from "./s3-error.ts";

interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly version: string | null;
}

/** The source of a copy: `bucket/key`, percent-encoded, with or without a slash before it. @throws S3Error InvalidArgument */
export function readCopySource(source: string): CopySource {
  const refusal = invalidArgument(
    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
    "x-amz-copy-source",
    source,
  );
  const [, path = source, version = null] = /^(.*?)\?versionId=(.*)$/s.exec(source) ?? [];
  let decoded: string;
  try {
    decoded = decodeURIComponent(path).replace(/^\//, "");
  } catch {
    throw refusal;
  }
  const [, bucket, key] = /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/s.exec(decoded) ?? [];
  if (bucket === undefined || key === undefined) throw refusal;
  return { bucket, key, version };
}

/** @throws S3Error NoSuchKey */
export function requireCopySource(store: ObjectStore, header: string): StoredObject & CopySource {
  const source = readCopySource(header);
  checkKey(source.key);
  checkVersion(source.version);
  const object = store.find(source.bucket, source.key);
  if (object === null) throw noSuchKey(source.key);
  return { ...object, ...source };
}
