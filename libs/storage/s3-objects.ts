import {
  DeleteObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import { s3Client } from "./s3-client.ts";

/** An object in a list. */
export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

interface ListInput {
  readonly prefix: string;
  /** At most 1,000. */
  readonly limit: number;
  /** The list starts after this key. */
  readonly after?: string | undefined;
}

/**
 * Keys may hold characters that XML can't, so they are percent-encoded as in forms, where a space is a plus. The SDK leaves the
 * decoding to its caller.
 */
const decodeKey = (encoded = ""): string => decodeURIComponent(encoded.replaceAll("+", "%20"));

const toInput = (Bucket: string, { prefix, limit, after }: ListInput) => ({
  Bucket,
  Prefix: prefix,
  MaxKeys: limit,
  StartAfter: after,
  EncodingType: "url" as const,
});

/**
 * Keys, sizes and times below a prefix, in byte order. S3 lists every write that it has answered.
 *
 * @throws S3ServiceException; network errors
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export async function listObjects(
  bucket: string,
  input: ListInput,
): Promise<{ objects: ListedObject[]; hasMore: boolean }> {
  const { Contents = [], IsTruncated } = await s3Client().send(
    new ListObjectsV2Command(toInput(bucket, input)),
  );
  const objects = Contents.map(({ Key, Size = 0, LastModified }) => ({
    key: decodeKey(Key),
    size: Size,
    modifiedAt: LastModified?.getTime() ?? 0,
  }));
  return { objects, hasMore: IsTruncated === true };
}

/**
 * The folders directly below a prefix, each with its slash at the end, in byte order.
 *
 * @throws S3ServiceException; network errors
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
 */
export async function listPrefixes(
  bucket: string,
  input: ListInput,
): Promise<{ prefixes: string[]; hasMore: boolean }> {
  const { CommonPrefixes = [], IsTruncated } = await s3Client().send(
    new ListObjectsV2Command({ ...toInput(bucket, input), Delimiter: "/" }),
  );
  return {
    prefixes: CommonPrefixes.map(({ Prefix }) => decodeKey(Prefix)),
    hasMore: IsTruncated === true,
  };
}

/**
 * The metadata of an object, including its checksums.
 *
 * @throws S3ServiceException, status 404 for a missing object; network errors
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export function headObject(Bucket: string, Key: string): Promise<HeadObjectCommandOutput> {
  return s3Client().send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
}

/** Deletes an object. A missing one is not an error. @throws S3ServiceException; network errors */
export async function deleteObject(Bucket: string, Key: string): Promise<void> {
  await s3Client().send(new DeleteObjectCommand({ Bucket, Key }));
}
