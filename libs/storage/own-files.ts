import * as z from "zod/mini";
import { FileId, type StoredFile } from "../schemas/files.ts";
import { avatarIdOf } from "./avatar-id.ts";
import { callS3 } from "./call-s3.ts";
import { attachmentNamed } from "./content-disposition.ts";
import { describeFile } from "./describe-file.ts";
import { keyOf, prefixOf } from "./file-key.ts";
import { presignDownload } from "./presigned.ts";
import { headObject, listObjects } from "./s3-objects.ts";

/** Seconds for which these links are valid. */
const LINK_SECONDS = 60 * 60;

/** Metadata reads at a time. */
const PARALLEL_READS = 10;

interface Link {
  readonly url: string;
  /** ISO 8601 */
  readonly expiresAt: string;
}

interface LinkedFile {
  readonly bucket: string;
  readonly sub: string;
  readonly id: string;
  readonly name: string;
}

async function linkTo({ bucket, sub, id, name }: LinkedFile): Promise<Link> {
  const expiresAt = new Date(Date.now() + LINK_SECONDS * 1000).toISOString();
  const url = await presignDownload({
    bucket,
    key: keyOf(sub, id),
    disposition: attachmentNamed(name),
    expiresIn: LINK_SECONDS,
  });
  return { url, expiresAt };
}

/**
 * A link to a user's picture; undefined if there is none. It uses a list, which needs no right to the whole bucket.
 *
 * @throws ApiError `service_unavailable`, `internal_error`
 */
export async function linkToAvatar(sub: string, bucket: string): Promise<Link | undefined> {
  const id = avatarIdOf(sub);
  const { objects } = await callS3(listObjects(bucket, { prefix: keyOf(sub, id), limit: 1 }));
  return objects.length === 0 ? undefined : linkTo({ bucket, sub, id, name: "avatar" });
}

/** A file with a link to its bytes. */
export type OwnFile = StoredFile & { readonly download: Link };

/**
 * A user's files with links to them, as many as can be described until a time.
 *
 * @param until milliseconds since the epoch
 * @returns whether these are all
 * @throws ApiError `service_unavailable`, `internal_error`
 */
export async function loadOwnFiles(
  sub: string,
  { bucket, until }: { readonly bucket: string; readonly until: number },
): Promise<{ readonly files: readonly OwnFile[]; readonly isComplete: boolean }> {
  const prefix = prefixOf(sub);
  // An account may have at most a thousand, which S3 lists at once.
  const { objects, hasMore } = await callS3(listObjects(bucket, { prefix, limit: 1000 }));
  const ids = objects
    .map(({ key }) => key.slice(prefix.length))
    .filter((id) => z.safeParse(FileId, id).success);
  let isWhole = !hasMore;
  const describe = async (id: string): Promise<OwnFile[]> => {
    const object = await headObject(bucket, keyOf(sub, id)).catch(() => undefined);
    if (object === undefined) {
      // Deleted since it was listed; S3 answers that like any other refusal here.
      isWhole = false;
      return [];
    }
    const file = describeFile({ id, object, purpose: id === avatarIdOf(sub) ? "avatar" : "file" });
    return [{ ...file, download: await linkTo({ bucket, sub, id, name: file.name }) }];
  };
  const files: OwnFile[] = [];
  for (let start = 0; start < ids.length; start += PARALLEL_READS) {
    if (Date.now() >= until) return { files, isComplete: false };
    files.push(...(await Promise.all(ids.slice(start, start + PARALLEL_READS).map(describe))).flat());
  }
  return { files, isComplete: isWhole };
}
