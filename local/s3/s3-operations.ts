/** Finds the operation of a request, and runs it. */
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Session } from "../iam/session.ts";
import { readBody } from "../server/read-body.ts";
import * as answers from "./answers.ts";
import type { BucketStore } from "./bucket-store.ts";
import type { CheckAccess } from "./check-access.ts";
import { readWriteConditions } from "./conditions.ts";
import { copyObject } from "./copy-object.ts";
import { deleteObjects } from "./delete-objects.ts";
import { checkVersion, getObject } from "./get-object.ts";
import { listObjects } from "./list-objects.ts";
import * as multipart from "./multipart-upload.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";
import { readTagging, renderTagging } from "./object-tags.ts";
import { putObject, receiveBody } from "./put-object.ts";
import { deletionOf } from "./s3-actions.ts";
import {
  bucketNotEmpty,
  invalidArgument,
  methodNotAllowed,
  noSuchKey,
  notImplemented,
  S3Error,
} from "./s3-error.ts";
import type { UploadStore } from "./upload-store.ts";
import { renderXml } from "./xml.ts";

/** An authorized request. */
export interface Admitted {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bucket: string;
  readonly key: string;
  readonly url: URL;
  /** `null` for the account itself. */
  readonly session: Session | null;
}

interface Stores {
  readonly buckets: BucketStore;
  readonly objects: ObjectStore;
  readonly uploads: UploadStore;
}

export interface S3Context extends Stores {
  readonly region: string;
  readonly checkAccess: CheckAccess;
}

/** A thousand keys of 1,024 bytes, with every character escaped, and the elements around them. */
const MAX_XML_BYTES = 8 * 1024 * 1024;

/** The maximum page size of a list of parts. */
const MAX_PARTS = 1000;

/** The parameters that select another operation on a bucket or an object. */
const SUBRESOURCES = [
  "accelerate",
  "acl",
  "analytics",
  "attributes",
  "cors",
  "delete",
  "encryption",
  "intelligent-tiering",
  "inventory",
  "legal-hold",
  "lifecycle",
  "location",
  "logging",
  "metrics",
  "notification",
  "object-lock",
  "ownershipControls",
  "policy",
  "policyStatus",
  "publicAccessBlock",
  "replication",
  "requestPayment",
  "restore",
  "retention",
  "select",
  "tagging",
  "torrent",
  "uploadId",
  "uploads",
  "versioning",
  "versions",
  "website",
];

type Operation = (admitted: Admitted, context: S3Context) => void | Promise<void>;

const noSuch =
  (code: string, message: string): Operation =>
  () => {
    throw new S3Error(code, message, { status: 404 });
  };

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET service": ({ response }, { buckets }) => answers.respondXml(response, answers.renderBuckets(buckets)),

  "PUT bucket": async ({ request, response, bucket }, { buckets }) => {
    await readXml(request);
    buckets.ensure(bucket);
    response.writeHead(200, { location: `/${bucket}` }).end();
  },
  "HEAD bucket": ({ response }, { region }) => {
    response.writeHead(200, { "x-amz-bucket-region": region }).end();
  },
  "DELETE bucket": ({ response, bucket }, { buckets }) => {
    if (!buckets.remove(bucket)) throw bucketNotEmpty(bucket);
    response.writeHead(204).end();
  },
  "GET bucket": ({ response, bucket, url }, { objects }) =>
    answers.respondXml(response, listObjects(objects, bucket, url.searchParams)),
  "GET bucket?location": ({ response }, { region }) =>
    answers.respondXml(response, answers.renderLocation(region)),
  "GET bucket?versioning": ({ response }) =>
    answers.respondXml(response, renderXml("VersioningConfiguration", {})),
  "GET bucket?acl": ({ response }) => answers.respondXml(response, answers.renderAcl()),
  "GET bucket?cors": ({ response, bucket }, { buckets }) => {
    const rules = buckets.corsRules(bucket);
    if (rules.length === 0) {
      throw new S3Error("NoSuchCORSConfiguration", "The CORS configuration does not exist", { status: 404 });
    }
    answers.respondXml(response, answers.renderCors(rules));
  },
  "GET bucket?tagging": noSuch("NoSuchTagSet", "The TagSet does not exist"),
  "GET bucket?website": noSuch(
    "NoSuchWebsiteConfiguration",
    "The specified bucket does not have a website configuration",
  ),
  "GET bucket?uploads": ({ response, bucket, url }, { uploads }) =>
    answers.respondXml(
      response,
      answers.renderUploads(bucket, uploads.list(bucket), url.searchParams.get("prefix") ?? ""),
    ),
  "POST bucket?delete": async (admitted, { objects, checkAccess }) => {
    const { request, response, bucket, session } = admitted;
    const body = await readVerified(request, objects);
    const check = (deleted: string) => checkAccess(session, [deletionOf(admitted, deleted)]);
    answers.respondXml(response, deleteObjects(objects, bucket, body, check));
  },

  "GET object": async (admitted, stores) =>
    getObject(
      { ...admitted, query: admitted.url.searchParams },
      requireObject(admitted, stores),
      stores.objects.files,
    ),
  "HEAD object": async (admitted, stores) =>
    getObject(
      { ...admitted, query: admitted.url.searchParams },
      requireObject(admitted, stores),
      stores.objects.files,
    ),
  "PUT object": async ({ request, response, bucket, key, url }, { objects }) => {
    if (url.searchParams.has("partNumber")) {
      throw invalidArgument("This operation does not accept partNumber without uploadId", "partNumber");
    }
    const { etag, checksums } = await putObject(request, objects, bucket, key);
    response.writeHead(200, { etag, ...checksums }).end();
  },
  "PUT object copy": async ({ request, response, bucket, key }, { objects }) =>
    answers.respondXml(
      response,
      answers.renderCopy("CopyObjectResult", await copyObject(request, objects, bucket, key)),
    ),
  "DELETE object": ({ request, response, bucket, key, url }, { objects }) => {
    checkVersion(url.searchParams.get("versionId"));
    objects.remove(bucket, key, readWriteConditions(request.headers));
    response.writeHead(204).end();
  },
  "GET object?acl": (admitted, stores) => {
    requireObject(admitted, stores);
    answers.respondXml(admitted.response, answers.renderAcl());
  },
  "GET object?tagging": (admitted, stores) =>
    answers.respondXml(admitted.response, renderTagging(requireObject(admitted, stores).tags)),
  "PUT object?tagging": async (admitted, stores) => {
    const { request, response, bucket, key } = admitted;
    const tags = readTagging(await readVerified(request, stores.objects));
    requireObject(admitted, stores);
    stores.objects.setTags(bucket, key, tags);
    response.writeHead(200).end();
  },
  "DELETE object?tagging": (admitted, stores) => {
    const { response, bucket, key } = admitted;
    requireObject(admitted, stores);
    stores.objects.setTags(bucket, key, {});
    response.writeHead(204).end();
  },

  "POST object?uploads": ({ request, response, ...named }, stores) => {
    const upload = multipart.beginUpload(request.headers, stores, query(named));
    if (upload.isChosen) {
      response.setHeaders(
        new Headers({
          "x-amz-checksum-algorithm": upload.algorithm.toUpperCase(),
          "x-amz-checksum-type": upload.checksumType,
        }),
      );
    }
    answers.respondXml(response, answers.renderUpload(upload));
  },
  "PUT object?uploadId": async ({ request, response, ...named }, stores) => {
    const { md5, checksums } = await multipart.uploadPart(request, stores, query(named));
    response.writeHead(200, { etag: `"${md5}"`, ...checksums }).end();
  },
  "PUT object?uploadId copy": async ({ request, response, ...named }, stores) => {
    const part = await multipart.copyPart(request, stores, query(named));
    answers.respondXml(response, answers.renderCopy("CopyPartResult", { ...part, etag: `"${part.md5}"` }));
  },
  "POST object?uploadId": async ({ request, response, ...named }, stores) => {
    const body = await readXml(request);
    const object = await multipart.completeUpload(request, body, stores, query(named));
    const host = String(request.headers.host);
    answers.respondXml(response, answers.renderCompleted(object, named.bucket, host));
  },
  "DELETE object?uploadId": ({ response, ...named }, stores) => {
    multipart.abortUpload(stores, query(named));
    response.writeHead(204).end();
  },
  "GET object?uploadId": ({ response, ...named }, stores) => {
    const { upload, parts } = multipart.partsOf(stores, query(named));
    const page = {
      marker: readCount(named.url, "part-number-marker", 0),
      size: Math.min(readCount(named.url, "max-parts", MAX_PARTS), MAX_PARTS),
    };
    answers.respondXml(response, answers.renderParts(upload, parts, page));
  },
};

const query = ({ bucket, key, url }: Pick<Admitted, "bucket" | "key" | "url">) => ({
  bucket,
  key,
  query: url.searchParams,
});

/** @throws S3Error */
export async function operate(admitted: Admitted, context: S3Context): Promise<void> {
  const name = operationOf(admitted);
  const operation = OPERATIONS[name];
  if (operation !== undefined) return operation(admitted, context);
  if (name.includes("?") || name.endsWith(" copy")) throw notImplemented(name);
  throw methodNotAllowed();
}

/** `GET bucket`, `POST bucket?delete`, `PUT object`, `GET service`: the keys that distinguish S3's operations. */
function operationOf({ request, bucket, key, url }: Admitted): string {
  const subresource = SUBRESOURCES.find((name) => url.searchParams.has(name));
  const level = key !== "" ? "object" : bucket !== "" ? "bucket" : "service";
  const operation = `${request.method} ${level}${subresource === undefined ? "" : `?${subresource}`}`;
  return request.headers["x-amz-copy-source"] === undefined ? operation : `${operation} copy`;
}

function requireObject({ bucket, key, url }: Admitted, { objects }: Stores): StoredObject {
  checkVersion(url.searchParams.get("versionId"));
  const object = objects.find(bucket, key);
  if (object === null) throw noSuchKey(key);
  return object;
}

function readCount({ searchParams }: URL, name: string, otherwise: number): number {
  const text = searchParams.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text)) {
    throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
  }
  return Number(text);
}

const readXml = async (request: IncomingMessage): Promise<string> =>
  (await readBody(request, MAX_XML_BYTES)).toString();

/** An XML body with correct digests. */
async function readVerified(request: IncomingMessage, { files }: ObjectStore): Promise<string> {
  const body = await receiveBody(request, files.arrivals, { most: MAX_XML_BYTES });
  try {
    return await readFile(body.file, "utf8");
  } finally {
    await body.remove();
  }
}
