import type { IncomingMessage, ServerResponse } from "node:http";
import type { IssuedCredentialsSource } from "../iam/issued-credentials.ts";
import type { CheckAccess } from "./check-access.ts";
import { checkKey } from "./object-key.ts";
import type { ObjectStore } from "./object-store.ts";
import { checkPostPolicy, type FormFields } from "./post-policy.ts";
import { DIGEST_HEADER } from "./put-object.ts";
import { readUploadForm, type UploadedFile } from "./read-upload-form.ts";
import { accessesOfForm } from "./s3-actions.ts";
import { invalidArgument, keyMissing } from "./s3-error.ts";
import { spool } from "./spool.ts";
import { renderXml } from "./xml.ts";

interface Upload {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bucket: string;
  readonly source: IssuedCredentialsSource;
  readonly checkAccess: CheckAccess;
  /** Where a body waits while it is checked. */
  readonly arrivals: string;
  readonly store: ObjectStore;
}

interface Stored {
  readonly fields: FormFields;
  readonly key: string;
  readonly etag: string;
}

/** In a key it stands for the name of the sent file. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is S3's spelling
const FILE_NAME = "${filename}";

const STORED_FIELDS = new Set([
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
]);

/**
 * POST Object: an upload by a form that carries a signed policy
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html).
 *
 * @throws S3Error
 */
export async function postObject(upload: Upload): Promise<void> {
  const stored = await readUploadForm(upload.request, (fields, file) => receive(upload, fields, file));
  answer(upload, stored);
}

async function receive(
  { request, bucket, source, checkAccess, arrivals, store }: Upload,
  given: FormFields,
  file: UploadedFile,
): Promise<Stored> {
  const fields = new Map(given);
  const key = given.get("key")?.replaceAll(FILE_NAME, baseName(file.name));
  if (key !== undefined) fields.set("key", key);
  const { limits, session } = checkPostPolicy(fields, bucket, source);
  if (key === undefined || key === "") throw keyMissing();
  checkKey(key);
  checkAccess(session, accessesOfForm(request, bucket, key, fields));
  const metadata = Object.fromEntries(
    [...fields]
      .filter(([name]) => STORED_FIELDS.has(name) || name.startsWith("x-amz-meta-"))
      .map(([name, value]) => [name, toHeaderValue(name, value)]),
  );
  const content = await spool(file.content, arrivals, {
    limits,
    checksums: () => Object.fromEntries([...fields].filter(([name]) => DIGEST_HEADER.test(name))),
  });
  try {
    return { fields, key, etag: await store.put(bucket, key, content, metadata) };
  } finally {
    await content.remove();
  }
}

/**
 * A field as the header it comes back in: metadata beyond ASCII as RFC 2047 has it, as S3 does, other headers as UTF-8
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html).
 *
 * @throws S3Error for what would end the header
 */
function toHeaderValue(name: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get in
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(value))
    throw invalidArgument("A field's value must not hold control characters", name);
  const bytes = Buffer.from(value);
  if (bytes.length === value.length) return value;
  return name.startsWith("x-amz-meta-")
    ? `=?UTF-8?B?${bytes.toString("base64")}?=`
    : bytes.toString("latin1");
}

/** Browsers send a bare name; whatever stands before a slash is somebody's guess at our folders. */
function baseName(fileName: string): string {
  return fileName.split(/[/\\]/).at(-1) ?? "";
}

function answer({ request, response, bucket }: Upload, { fields, key, etag }: Stored): void {
  const path = `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
  const location = `http://${request.headers.host}${path}`;
  response.setHeader("etag", etag);
  response.setHeader("location", location);
  const redirect = redirectTarget(fields);
  if (redirect !== null) {
    redirect.searchParams.set("bucket", bucket);
    redirect.searchParams.set("key", key);
    redirect.searchParams.set("etag", etag);
    response.writeHead(303, { location: redirect.href }).end();
    return;
  }
  const status = fields.get("success_action_status");
  if (status === "201") {
    const members = { Location: location, Bucket: bucket, Key: key, ETag: etag };
    response.writeHead(201, { "content-type": "application/xml" });
    response.end(renderXml("PostResponse", members));
    return;
  }
  response.writeHead(status === "200" ? 200 : 204).end();
}

/** A target that is no URL is ignored, as S3 does. */
function redirectTarget(fields: FormFields): URL | null {
  const target = fields.get("success_action_redirect") ?? fields.get("redirect");
  return target === undefined ? null : URL.parse(target);
}
