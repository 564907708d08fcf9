import * as z from "zod/mini";
import type { ActivityTable } from "../activity/activity-table.ts";
import { ApiError } from "../http/api-error.ts";
import {
  FileId,
  type FileLimits,
  type FilePurpose,
  type FileQuota,
  type StoredFile,
} from "../schemas/files.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { avatarIdOf } from "./avatar-id.ts";
import { callS3 } from "./call-s3.ts";
import { attachmentNamed } from "./content-disposition.ts";
import { describeFile, metadataOf } from "./describe-file.ts";
import { cursorAfter, keyAtCursor, keyOf, prefixOf } from "./file-key.ts";
import { AVATAR_TYPES, isListedType } from "./media-types.ts";
import { newFileId } from "./new-file-id.ts";
import { presignDownload, presignPost } from "./presigned.ts";
import { loadUsage, type Quota, reserveUpload, type SizedFile } from "./reserve-upload.ts";
import { deleteObject, headObject, listObjects } from "./s3-objects.ts";

/** Seconds that a presigned upload or download may begin in. */
const UPLOAD_EXPIRY = 600;
const DOWNLOAD_EXPIRY = 300;

/** Seconds after that in which an upload that has begun may still end, and counts against the quota. */
const UPLOAD_GRACE = 900;

/** Metadata reads at a time while a list is made. */
const PARALLEL_READS = 10;

interface FileStoreSettings {
  readonly bucket: string;
  /** Largest file and largest avatar, in bytes. */
  readonly maxBytes: number;
  readonly avatarMaxBytes: number;
  /** Media types that a file may have; `image/*` means all images. */
  readonly types: readonly string[];
  /** Of each user. */
  readonly quota: Quota;
  /** The table of open uploads. */
  readonly table: ActivityTable;
}

interface NewFile {
  readonly name: string;
  readonly contentType: string;
  readonly size?: number | undefined;
  /** In base64. */
  readonly sha256?: string | undefined;
  readonly purpose: FilePurpose;
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
  /** Only files of this purpose. */
  readonly purpose?: FilePurpose | undefined;
}

function secondsFromNow(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}

/**
 * Users' files: objects at `users/{sub}/{id}` of one private bucket. Bytes never pass through a Lambda: they go to S3
 * and come from it by presigned requests. The owner is always the sub of a verified token, so another user's file and a missing
 * one are the same `not_found`.
 */
export class FileStore {
  readonly #settings: FileStoreSettings;

  constructor(settings: FileStoreSettings) {
    this.#settings = settings;
  }

  /**
   * Creates the id of a new file, reserves its space in the quota and signs its upload. S3 itself enforces key, type, name,
   * size and checksum, so nothing else can be stored.
   *
   * @throws ApiError `file_type_not_allowed`, `file_too_large`, `quota_exceeded`, `too_many_requests`
   */
  async create(sub: string, file: NewFile): Promise<{ id: string; upload: Upload }> {
    const maxSize = this.#checkAllowed(file);
    const id = file.purpose === "avatar" ? avatarIdOf(sub) : newFileId();
    const expiresAt = secondsFromNow(UPLOAD_EXPIRY);
    await this.#reserve(sub, { id, size: file.size ?? maxSize });
    const { url, fields } = await presignPost({
      bucket: this.#settings.bucket,
      key: keyOf(sub, id),
      fields: {
        "Content-Type": file.contentType,
        ...metadataOf(file),
        ...(file.sha256 === undefined
          ? {}
          : { "x-amz-checksum-algorithm": "SHA256", "x-amz-checksum-sha256": file.sha256 }),
      },
      size: { min: file.size ?? 1, max: file.size ?? maxSize },
      expiresIn: UPLOAD_EXPIRY,
    });
    return { id, upload: { url, fields, expiresAt: expiresAt.toISOString() } };
  }

  /**
   * One page of files, in the order of their ids: the newest first. A page may hold fewer than `limit` although more follow: go by the
   * cursor.
   *
   * @throws ApiError `invalid_cursor`
   */
  async list(
    sub: string,
    { limit, cursor, purpose }: Page,
  ): Promise<{ items: StoredFile[]; cursor?: string }> {
    const prefix = prefixOf(sub);
    const after = cursor === undefined ? undefined : keyAtCursor(cursor, prefix);
    if (purpose === "avatar") return { items: await this.#describeAll(sub, [avatarIdOf(sub)]) };
    const { objects, hasMore } = await callS3(listObjects(this.#settings.bucket, { prefix, limit, after }));
    const ids = objects
      .map(({ key }) => key.slice(prefix.length))
      .filter((id) => z.safeParse(FileId, id).success)
      .filter((id) => purpose === undefined || id !== avatarIdOf(sub));
    const last = hasMore ? objects.at(-1) : undefined;
    return {
      items: await this.#describeAll(sub, ids),
      ...withoutUndefined({ cursor: last && cursorAfter(last.key, prefix) }),
    };
  }

  /** What a user's files come to, and what they and a single one may be. */
  async describeRoom(sub: string): Promise<{ quota: FileQuota; limits: FileLimits }> {
    const { table, quota, types, maxBytes, avatarMaxBytes } = this.#settings;
    const loadStored = () => this.#loadStored(sub);
    const { used, reserved, reservedUntil } = await callS3(loadUsage(sub, { table, loadStored }));
    return {
      quota: {
        usedBytes: used.bytes,
        reservedBytes: reserved.bytes,
        maxBytes: quota.bytes,
        usedFiles: used.files,
        reservedFiles: reserved.files,
        maxFiles: quota.files,
        ...(reservedUntil === undefined ? {} : { reservedUntil: new Date(reservedUntil).toISOString() }),
      },
      limits: {
        file: { maxBytes, types: [...types] },
        avatar: { maxBytes: avatarMaxBytes, types: [...AVATAR_TYPES] },
      },
    };
  }

  /** @throws ApiError `not_found` */
  async get(sub: string, id: string): Promise<StoredFile & { download: Presigned }> {
    const file = await this.#describe(sub, id);
    const expiresAt = secondsFromNow(DOWNLOAD_EXPIRY);
    const url = await presignDownload({
      bucket: this.#settings.bucket,
      key: keyOf(sub, id),
      disposition: attachmentNamed(file.name),
      expiresIn: DOWNLOAD_EXPIRY,
    });
    return { ...file, download: { url, expiresAt: expiresAt.toISOString() } };
  }

  /** @throws ApiError `not_found`; S3 itself does not report a missing file */
  async delete(sub: string, id: string): Promise<void> {
    await this.#describe(sub, id);
    await callS3(deleteObject(this.#settings.bucket, keyOf(sub, id)));
  }

  /** @returns how many bytes the file may have */
  #checkAllowed({ contentType, size, purpose }: NewFile): number {
    const { types, maxBytes, avatarMaxBytes } = this.#settings;
    const [allowed, maxSize] = purpose === "avatar" ? [AVATAR_TYPES, avatarMaxBytes] : [types, maxBytes];
    if (!isListedType(contentType, allowed)) {
      throw new ApiError("file_type_not_allowed", { detail: `Allowed are: ${allowed.join(", ")}.` });
    }
    if (size !== undefined && size > maxSize) {
      throw new ApiError("file_too_large", { detail: `The file must not exceed ${maxSize} bytes.` });
    }
    return maxSize;
  }

  /** The stored files, from S3's current list. */
  async #loadStored(sub: string): Promise<SizedFile[]> {
    const prefix = prefixOf(sub);
    const { objects } = await listObjects(this.#settings.bucket, { prefix, limit: 1000 });
    return objects.map(({ key, size }) => ({ id: key.slice(prefix.length), size }));
  }

  async #reserve(sub: string, file: SizedFile): Promise<void> {
    const { table, quota } = this.#settings;
    const until = secondsFromNow(UPLOAD_EXPIRY + UPLOAD_GRACE).getTime();
    const loadStored = () => this.#loadStored(sub);
    await callS3(reserveUpload(sub, { file, until }, { table, quota, loadStored }));
  }

  async #describe(sub: string, id: string): Promise<StoredFile> {
    const object = await callS3(headObject(this.#settings.bucket, keyOf(sub, id)));
    return describeFile({ id, object, purpose: id === avatarIdOf(sub) ? "avatar" : "file" });
  }

  /** A list has only key and size: name and type cost one read each. Files that were deleted meanwhile are omitted. */
  async #describeAll(sub: string, ids: readonly string[]): Promise<StoredFile[]> {
    const files: StoredFile[] = [];
    for (let start = 0; start < ids.length; start += PARALLEL_READS) {
      const batch = ids.slice(start, start + PARALLEL_READS).map((id) =>
        this.#describe(sub, id).catch((error: unknown) => {
          if (error instanceof ApiError && error.code === "not_found") return [];
          throw error;
        }),
      );
      files.push(...(await Promise.all(batch)).flat());
    }
    return files;
  }
}
