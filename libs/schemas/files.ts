import * as z from "zod/mini";
import { Cursor, limitUpTo } from "../http/cursor.ts";
import { named } from "./named.ts";
import { textUpTo } from "./text.ts";

/** A file's name for people; the key in the bucket does not hold it. The limit keeps it within S3's 2 KB of metadata. */
const FileName = named(
  "FileName",
  textUpTo(200).check(z.regex(/^[^/\\]*$/, { error: "Must not hold slashes" })),
);

/** A media type (RFC 9110 §8.3.1), with parameters where it has some. */
const MediaType = named(
  "MediaType",
  z
    .string()
    .check(
      z.maxLength(127),
      z.regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w-]+=[\w.+-]+)*$/, { error: "Must be a media type" }),
    ),
);

export const FileId = z.uuid();

/** Names a file of the caller. */
export const FileParams = z.strictObject({ id: FileId });

/** The SHA-256 of a file's bytes, in base64 (RFC 4648 §4), as S3 has it. */
const Sha256 = z
  .string()
  .check(z.regex(/^[A-Za-z\d+/]{42}[AEIMQUYcgkosw048]=$/, { error: "Must be 32 bytes in base64" }));

/** `avatar` is the user's picture: there is one at most, and a new one takes the place of the old one. */
const FilePurpose = named("FilePurpose", z.enum(["file", "avatar"]));

export type FilePurpose = z.output<typeof FilePurpose>;

/** `size` in bytes; where it is given the upload must have just that size, and counts as that much against the quota;
 * without it, as the largest allowed. Where `sha256` is given the upload must have just that digest. */
export const FileCreateRequest = named(
  "FileCreation",
  z.strictObject({
    name: FileName,
    contentType: MediaType,
    size: z.optional(z.int().check(z.positive())),
    sha256: z.optional(Sha256),
    purpose: z.prefault(FilePurpose, "file"),
  }),
);

/** What to send as `multipart/form-data`: the fields, then the file as `file`. */
export const FileCreateResponse = named(
  "FileUpload",
  z.strictObject({
    id: FileId,
    upload: z.strictObject({
      url: z.url(),
      fields: z.record(z.string(), z.string()),
      expiresAt: z.iso.datetime(),
    }),
  }),
);

const listed = {
  id: FileId,
  purpose: FilePurpose,
  name: z.string(),
  contentType: z.string(),
  /** Bytes. */
  size: z.int().check(z.nonnegative()),
};

const fields = {
  ...listed,
  /** Only where the upload was held to it: S3 has checked it. */
  sha256: z.optional(z.string()),
  createdAt: z.iso.datetime(),
};

const StoredFile = named("File", z.strictObject(fields));

export type StoredFile = z.output<typeof StoredFile>;

export const FileResponse = named(
  "FileWithDownload",
  z.strictObject({
    ...fields,
    download: z.strictObject({ url: z.url(), expiresAt: z.iso.datetime() }),
  }),
);

export const FileListQuery = z.strictObject({
  limit: limitUpTo(100, 20),
  cursor: z.optional(Cursor),
  purpose: z.optional(FilePurpose),
});

const Bytes = z.int().check(z.nonnegative());

const Count = z.int().check(z.nonnegative());

/**
 * Of all files of the user. `used` is stored. `reserved` counts against the quota too: what signed uploads may still add, at the size
 * that they may have, also where the file was deleted again. It is free at `reservedUntil` at the latest.
 */
const FileQuota = named(
  "FileQuota",
  z.strictObject({
    usedBytes: Bytes,
    reservedBytes: Bytes,
    maxBytes: Bytes,
    usedFiles: Count,
    reservedFiles: Count,
    maxFiles: z.int().check(z.positive()),
    reservedUntil: z.optional(z.iso.datetime()),
  }),
);

export type FileQuota = z.output<typeof FileQuota>;

/** Of one file. `image/*` is every type of a kind but those that run: they are named in full, or not allowed. */
const FileLimit = z.strictObject({ maxBytes: Bytes, types: z.array(z.string()) });

const FileLimits = named("FileLimits", z.strictObject({ file: FileLimit, avatar: FileLimit }));

export type FileLimits = z.output<typeof FileLimits>;

/** `quota` and `limits` are on the first page alone. */
export const FileListResponse = named(
  "FileList",
  z.strictObject({
    items: z.array(StoredFile),
    cursor: z.optional(z.string()),
    quota: z.optional(FileQuota),
    limits: z.optional(FileLimits),
  }),
);

export const FilesOfUserQuery = z.strictObject({ limit: limitUpTo(100, 20), cursor: z.optional(Cursor) });

/** For administrators. A user without files and an unknown one have none. `quota` is on the first page alone. */
export const FilesOfUserResponse = named(
  "FilesOfUser",
  z.strictObject({
    items: z.array(named("FileOfUser", z.strictObject({ ...listed, createdAt: z.iso.datetime() }))),
    cursor: z.optional(z.string()),
    quota: z.optional(FileQuota),
  }),
);
