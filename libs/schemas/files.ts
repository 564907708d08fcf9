import * as z from "zod";

/** Marks that turn the direction of text and make `exe.txt` of `txt.exe`. https://unicode.org/reports/tr36/ */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** A file's name for people; the key in the bucket does not hold it. The limit keeps it within S3's 2 KB of metadata. */
const FileName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((name) => name.isWellFormed(), "must be well-formed Unicode")
  .regex(/^[^\p{Cc}/\\]*$/u, "must not hold control characters or slashes")
  .refine((name) => !BIDI_CONTROLS.test(name), "must not turn the direction of text");

/** A media type (RFC 9110 §8.3.1), with parameters where it has some. */
const MediaType = z
  .string()
  .max(127)
  .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w-]+=[\w.+-]+)*$/, "must be a media type");

export const FileId = z.uuid();

/** Names a file of the caller. */
export const FileParams = z.strictObject({ id: FileId });

/** `size` in bytes; where it is given the upload must have just that size. */
export const FileCreateRequest = z.strictObject({
  name: FileName,
  contentType: MediaType,
  size: z.int().positive().optional(),
});

/** What to send as `multipart/form-data`: the fields, then the file as `file`. */
export const FileCreateResponse = z.strictObject({
  id: FileId,
  upload: z.strictObject({
    url: z.url(),
    fields: z.record(z.string(), z.string()),
    expiresAt: z.iso.datetime(),
  }),
});

/** `size` in bytes. */
const StoredFile = z.strictObject({
  id: FileId,
  name: z.string(),
  contentType: z.string(),
  size: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
});

export type StoredFile = z.output<typeof StoredFile>;

export const FileResponse = StoredFile.extend({
  download: z.strictObject({ url: z.url(), expiresAt: z.iso.datetime() }),
});

export const FileListQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20),
  cursor: z.string().max(2048).optional(),
});

export const FileListResponse = z.strictObject({ items: z.array(StoredFile), cursor: z.string().optional() });
