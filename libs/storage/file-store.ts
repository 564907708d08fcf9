import { randomUUID } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import * as z from "zod/mini";
import { MODULE_CLIENT } from "../aws/client-defaults.ts";
import { ApiError } from "../http/api-error.ts";
import { FileId, type StoredFile } from "../schemas/files.ts";
import { callS3 } from "./call-s3.ts";
import { attachmentNamed } from "./content-disposition.ts";
import { cursorAfter, keyAtCursor, keyOf, prefixOf } from "./file-key.ts";

/** Seconds that a presigned upload or download may begin in. */
const UPLOAD_EXPIRY = 600;
const DOWNLOAD_EXPIRY = 300;

/** Metadata reads at a time while a list is made. */
const PARALLEL_READS = 10;

/** Where the name is kept: `x-amz-meta-name`, percent-encoded, for metadata is ASCII. */
const NAME = "name";

interface Settings {
  readonly bucket: string;
  /** Largest file, in bytes. */
  readonly maxBytes: number;
}

interface NewFile {
  readonly name: string;
  readonly contentType: string;
  readonly size?: number | undefined;
}

/** A URL that expires. */
interface Presigned {
  readonly url: string;
  /** ISO 8601 */
  readonly expiresAt: string;
}

interface Upload extends Presigned {
  readonly fields: Record<string, string>;
}

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

function expiryIn(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

/** Objects that came into the bucket another way may carry a name that is not encoded as ours are. */
function decodeName(encoded: string, fallback: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return fallback;
  }
}

function describe(id: string, head: HeadObjectCommandOutput): StoredFile {
  return {
    id,
    name: decodeName(head.Metadata?.[NAME] ?? id, id),
    contentType: head.ContentType ?? "application/octet-stream",
    size: head.ContentLength ?? 0,
    createdAt: (head.LastModified ?? new Date(0)).toISOString(),
  };
}

/**
 * Users' files: objects at `users/{sub}/{id}` of one private bucket. Bytes never pass through a Lambda: they go to S3
 * and come from it by presigned requests. Whose files are meant is always the sub of a verified token, so another
 * user's file and a missing one are the same `not_found`.
 */
export class FileStore {
  readonly #settings: Settings;
  readonly #s3: S3Client;

  constructor(settings: Settings) {
    this.#settings = settings;
    // A presigned URL is opened by clients that know nothing of S3's checksums: none are asked for.
    // https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html
    this.#s3 = new S3Client({
      ...MODULE_CLIENT,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    });
  }

  /**
   * Names a new file and signs its upload. S3 itself holds the upload to key, type, name and size, so what is not
   * described here cannot be stored.
   *
   * @throws ApiError `file_too_large`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
   */
  async create(sub: string, { name, contentType, size }: NewFile): Promise<{ id: string; upload: Upload }> {
    const { bucket, maxBytes } = this.#settings;
    if (size !== undefined && size > maxBytes) {
      throw new ApiError("file_too_large", { detail: `A file may have ${maxBytes} bytes.` });
    }
    const id = randomUUID();
    const expiresAt = expiryIn(UPLOAD_EXPIRY);
    const { url, fields } = await callS3(
      createPresignedPost(this.#s3, {
        Bucket: bucket,
        Key: keyOf(sub, id),
        Expires: UPLOAD_EXPIRY,
        // Each field is an exact-match condition as well.
        Fields: { "Content-Type": contentType, [`x-amz-meta-${NAME}`]: encodeURIComponent(name) },
        Conditions: [["content-length-range", size ?? 1, size ?? maxBytes]],
      }),
    );
    return { id, upload: { url, fields, expiresAt } };
  }

  /**
   * One page of files, in the order of their ids. A page may hold fewer than `limit` although more follow: go by the
   * cursor.
   *
   * @throws ApiError `invalid_cursor`
   */
  async list(sub: string, { limit, cursor }: Page): Promise<{ items: StoredFile[]; cursor?: string }> {
    const prefix = prefixOf(sub);
    const page = await callS3(
      this.#s3.send(
        new ListObjectsV2Command({
          Bucket: this.#settings.bucket,
          Prefix: prefix,
          MaxKeys: limit,
          ...(cursor === undefined ? {} : { StartAfter: keyAtCursor(cursor, prefix) }),
        }),
      ),
    );
    const keys = (page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    const ids = keys.map((key) => key.slice(prefix.length)).filter((id) => z.safeParse(FileId, id).success);
    const last = page.IsTruncated === true ? keys.at(-1) : undefined;
    return {
      items: await this.#describeAll(sub, ids),
      ...(last === undefined ? {} : { cursor: cursorAfter(last, prefix) }),
    };
  }

  /** @throws ApiError `not_found` */
  async get(sub: string, id: string): Promise<StoredFile & { download: Presigned }> {
    const file = describe(id, await this.#head(sub, id));
    const expiresAt = expiryIn(DOWNLOAD_EXPIRY);
    const command = new GetObjectCommand({
      Bucket: this.#settings.bucket,
      Key: keyOf(sub, id),
      ResponseContentDisposition: attachmentNamed(file.name),
    });
    const url = await callS3(getSignedUrl(this.#s3, command, { expiresIn: DOWNLOAD_EXPIRY }));
    return { ...file, download: { url, expiresAt } };
  }

  /** @throws ApiError `not_found`; S3 alone would say nothing of a file that is not there */
  async delete(sub: string, id: string): Promise<void> {
    await this.#head(sub, id);
    const object = { Bucket: this.#settings.bucket, Key: keyOf(sub, id) };
    await callS3(this.#s3.send(new DeleteObjectCommand(object)));
  }

  #head(sub: string, id: string): Promise<HeadObjectCommandOutput> {
    const object = { Bucket: this.#settings.bucket, Key: keyOf(sub, id) };
    return callS3(this.#s3.send(new HeadObjectCommand(object)));
  }

  /** A list tells key and size alone: name and type cost one read each. What vanished meanwhile is left out. */
  async #describeAll(sub: string, ids: readonly string[]): Promise<StoredFile[]> {
    const files: StoredFile[] = [];
    for (let start = 0; start < ids.length; start += PARALLEL_READS) {
      const batch = ids.slice(start, start + PARALLEL_READS).map(async (id) => {
        const head = await this.#head(sub, id).catch((error: unknown) => {
          if (error instanceof ApiError && error.code === "not_found") return undefined;
          throw error;
        });
        return head === undefined ? [] : [describe(id, head)];
      });
      files.push(...(await Promise.all(batch)).flat());
    }
    return files;
  }
}
