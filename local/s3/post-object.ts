import type { IncomingMessage, ServerResponse } from "node:http";
import type { IssuedCredentialsSource } from "../iam/issued-credentials.ts";
import type { CheckAccess } from "./check-access.ts";
import { algorithmOf } from "./checksums.ts";
import { checkKey } from "./object-key.ts";
import type { ObjectStore } from "./object-store.ts";
import { readTagging } from "./object-tags.ts";
import { checkPostPolicy, type FormFields } from "./post-policy.ts";
import { DIGEST_HEADER, etagOf } from "./put-object.ts";
import { readUploadForm, type UploadedFile } from "./read-upload-form.ts";
import { accessesOfForm } from "./s3-actions.ts";
import { keyMissing } from "./s3-error.ts";
import { spool } from "./spool.ts";
import { headersToKeep, toHeaderValue } from "./stored-headers.ts";
import { renderXml } from "./xml.ts";

interface Upload {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bucket: string;
  readonly source: IssuedCredentialsSource;
  readonly checkAccess: CheckAccess;
  readonly store: ObjectStore;
}

interface Stored {
  readonly fields: FormFields;
  readonly key: string;
  readonly etag: string;
}

/** In a key it is replaced by the name of the sent file. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is S3's spelling
const FILE_NAME = "${filename}";

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
  { request, bucket, source, checkAccess, store }: Upload,
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
  const members = Object.fromEntries(fields);
  const headers = headersToKeep(
    Object.fromEntries([...fields].map(([name, value]) => [name, toHeaderValue(name, value)])),
  );
  const tags = fields.has("tagging") ? readTagging(fields.get("tagging") ?? "") : {};
  const content = await spool(file.content, store.files.arrivals, {
    limits,
    algorithm: algorithmOf(members),
    digests: () => Object.fromEntries([...fields].filter(([name]) => DIGEST_HEADER.test(name))),
  });
  try {
    const checksums = { ...content.checksums, "x-amz-checksum-type": "FULL_OBJECT" };
    const object = { content, etag: etagOf(content), headers, checksums, tags, parts: [] };
    return { fields, key, etag: store.put(bucket, key, object).etag };
  } finally {
    await content.remove();
  }
}

/** Browsers send only a name; a path before it may be an attack. */
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

/** A target that is not a URL is ignored, as at S3. */
function redirectTarget(fields: FormFields): URL | null {
  const target = fields.get("success_action_redirect") ?? fields.get("redirect");
  return target === undefined ? null : URL.parse(target);
}
