/**
 * S3 of the local cloud: s3rver reads and answers, and in front of it stands what it leaves out – who may ask, until when,
 * what a form's policy allows, checksums, cross-origin rules, lists – and every write of a whole object.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, type Readable } from "node:stream";
import type { Clock } from "../clock.ts";
import type { Authorizer } from "../iam/authorizer.ts";
import type { IssuedCredentialsSource } from "../iam/issued-credentials.ts";
import type { Session } from "../iam/session.ts";
import { drainBody, readBody } from "../server/read-body.ts";
import { createAccessCheck } from "./check-access.ts";
import { checkAuthentication } from "./check-authentication.ts";
import { checkInnerParameters, readCopySource } from "./check-inner-parameters.ts";
import { type CorsRule, corsHeaders, preflightHeaders } from "./cors.ts";
import { deleteObjects } from "./delete-objects.ts";
import { toInnerRequest } from "./inner-request.ts";
import { listObjects } from "./list-objects.ts";
import { createObjectStore, type ObjectStore } from "./object-store.ts";
import { BUCKET_NAME, placeOf } from "./place.ts";
import { postObject } from "./post-object.ts";
import { checkConditions, headersWithoutCoding, receiveBody } from "./put-object.ts";
import { accessesOf, deletionOf, lookupOf } from "./s3-actions.ts";
import { methodNotAllowed, noSuchBucket, renderS3Error, S3Error } from "./s3-error.ts";

export interface S3Service {
  /** Answers a request in path style (`/bucket/key`) or with the bucket's name in front of `localhost`. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
  /** Answers such a request with an error, and does not look at it; pages may read it where the bucket's rules allow it. */
  refuse(request: IncomingMessage, response: ServerResponse, url: URL, error: S3Error): Promise<void>;
  /** Makes a bucket, or gives the one that is there these cross-origin rules. */
  ensureBucket(name: string, settings: { readonly cors: readonly CorsRule[] }): void;
  /** @returns false when there are objects in it, which are then kept */
  deleteBucket(name: string): boolean;
  hasBucket(name: string): boolean;
  close(): void;
}

interface S3Options {
  /** Where everything is kept, or `:memory:` for a folder that goes with the service. */
  readonly directory: string;
  readonly clock: Clock;
  /** Told of faults; clients learn nothing of them. */
  readonly onFault: (error: unknown) => void;
  /** Looks up credentials that were given out. */
  readonly findIssued: IssuedCredentialsSource["findIssued"];
  /** Asked about what sessions of roles do. */
  readonly authorizer: Authorizer;
}

interface Inner {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly store: ObjectStore;
}

/** A request that has been let in. */
interface Admitted {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bucket: string;
  readonly key: string;
  /** In path style. */
  readonly url: URL;
  /** `null` for the account itself. */
  readonly session: Session | null;
}

/** A thousand keys of 1,024 bytes, each character escaped, and what is around them. */
const MOST_DELETE_BYTES = 8 * 1024 * 1024;

/** What makes another operation of a request to a bucket or an object. */
const SUBRESOURCES = [
  "delete",
  "uploads",
  "uploadId",
  "tagging",
  "acl",
  "cors",
  "website",
  "location",
  "versions",
];

/**
 * An object is somebody's file, and the local cloud has its own pages beside it: a browser that shows one gives it an origin
 * of its own, whose scripts can read none of them.
 */
const SANDBOX = "sandbox allow-downloads allow-forms allow-popups allow-scripts";

export function createS3Service({ directory, clock, findIssued, authorizer, onFault }: S3Options): S3Service {
  const source = { clock, findIssued };
  const checkAccess = createAccessCheck(authorizer);
  const isTemporary = directory === ":memory:";
  const home = isTemporary ? mkdtempSync(join(tmpdir(), "local-s3-")) : directory;
  const root = join(home, "buckets");
  const arrivals = join(home, "arrivals");
  const corsRules = new Map<string, readonly CorsRule[]>();
  mkdirSync(root, { recursive: true });

  let loading: Promise<Inner> | undefined;
  // s3rver takes a while to load: the first request waits for it, the start of the local cloud does not.
  const inner = () => {
    loading ??= import("s3rver").then(({ default: S3 }) => {
      // What had not arrived whole when the power went. Not any earlier: until a request has come in, the folder may be that
      // of a running cloud, and this one about to learn that its port is taken.
      rmSync(arrivals, { recursive: true, force: true });
      mkdirSync(arrivals);
      const server = new S3({ directory: root, silent: true, vhostBuckets: false });
      server.on("error", (error) => {
        const isRefusal = error.status !== undefined && error.status < 500;
        if (!isRefusal) onFault(error);
      });
      return { answer: server.callback(), store: createObjectStore(server, root, clock) };
    });
    return loading;
  };

  const folderOf = (bucket: string) => join(root, bucket);
  const hasBucket = (bucket: string) =>
    BUCKET_NAME.test(bucket) && statSync(folderOf(bucket), { throwIfNoEntry: false })?.isDirectory() === true;

  async function serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const place = placeOf(request, url);
    const { bucket, key } = place;
    const rules = corsRules.get(bucket) ?? [];
    if (request.method === "OPTIONS") {
      response.writeHead(200, preflightHeaders(rules, request.headers)).end();
      return;
    }
    response.setHeaders(new Headers(corsHeaders(rules, request)));
    const isForm = request.method === "POST" && key === "" && !url.searchParams.has("delete");
    if (isForm && bucket === "") throw methodNotAllowed();
    const session = isForm ? null : checkAuthentication(request, url, source);
    if (bucket !== "" && !isBucketCreation(request, key) && !hasBucket(bucket)) throw noSuchBucket(bucket);
    const { store } = await inner();
    if (isForm) return postObject({ request, response, bucket, source, checkAccess, arrivals, store });
    const admitted = { request, response, session, ...place };
    await checkRights(admitted, store);
    await operate(admitted, store);
  }

  /** Without the right to list the bucket, an object that is not there is one more that may not be read. */
  async function checkRights(admitted: Admitted, store: ObjectStore): Promise<void> {
    const { request, bucket, key, session } = admitted;
    if (session === null) return;
    checkAccess(session, accessesOf(admitted));
    const copied = request.headers["x-amz-copy-source"];
    const isRead = key !== "" && ["GET", "HEAD"].includes(request.method ?? "");
    const read = copied !== undefined ? readCopySource(String(copied)) : isRead ? { bucket, key } : null;
    if (read === null || (hasBucket(read.bucket) && (await store.find(read.bucket, read.key)) !== null))
      return;
    checkAccess(session, [lookupOf(request, read.bucket)]);
  }

  async function operate(admitted: Admitted, store: ObjectStore): Promise<void> {
    const { request, response, bucket, key, url } = admitted;
    const operation = operationOf(admitted);
    switch (operation) {
      case "GET bucket":
        return respondXml(response, await listObjects(store, bucket, url.searchParams));
      case "POST bucket?delete": {
        const body = await readBody(request, MOST_DELETE_BYTES);
        const check = (deleted: string) => checkAccess(admitted.session, [deletionOf(admitted, deleted)]);
        return respondXml(response, deleteObjects(store, bucket, body.toString(), check));
      }
      case "DELETE object":
        store.remove(bucket, key);
        response.writeHead(204).end();
        return;
      case "PUT object":
        return put(admitted, store);
      default:
        if (operation.startsWith("PUT object")) return forwardBody(admitted);
        if (operation === "GET object" || operation === "HEAD object") await tellChecksums(admitted, store);
        return forward(admitted, request.headers, request.pipe(new PassThrough()));
    }
  }

  /** An object is stored only when it has arrived whole and its digests are right. */
  async function put({ request, response, bucket, key }: Admitted, store: ObjectStore): Promise<void> {
    const body = await receiveBody(request, arrivals);
    try {
      await checkConditions(request, store, bucket, key);
      const etag = await store.put(bucket, key, body, headersWithoutCoding(request.headers));
      response.writeHead(200, { etag }).end();
    } finally {
      await body.remove();
    }
  }

  /** Of an object that is read whole, and to whoever asks for them. */
  async function tellChecksums(
    { request: { headers }, response, bucket, key }: Admitted,
    store: ObjectStore,
  ): Promise<void> {
    if (headers["x-amz-checksum-mode"]?.toString().toUpperCase() !== "ENABLED") return;
    if (headers.range !== undefined) return;
    response.setHeaders(new Headers(await store.checksums(bucket, key)));
  }

  async function forwardBody(admitted: Admitted): Promise<void> {
    const body = await receiveBody(admitted.request, arrivals);
    try {
      const headers = headersWithoutCoding(admitted.request.headers);
      await forward(admitted, { ...headers, "content-length": String(body.size) }, body.open());
    } finally {
      await body.remove();
    }
  }

  async function forward(
    { request, response, url }: Admitted,
    headers: IncomingHttpHeaders,
    body: Readable,
  ): Promise<void> {
    const checked = checkInnerParameters(url.searchParams, headers);
    response.setHeader("content-security-policy", SANDBOX);
    await (await inner()).answer(toInnerRequest(request, { url, headers: checked, body }), response);
  }

  /** Does the work, and answers with what it throws. */
  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    work: () => Promise<void>,
  ): Promise<void> {
    const requestId = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
    response.setHeader("x-amz-request-id", requestId);
    try {
      await work();
    } catch (error) {
      const hasLeft = request.destroyed && !request.complete;
      if (!(error instanceof S3Error) && !hasLeft) onFault(error);
      answerError(response, error instanceof S3Error ? error : internalError(), requestId);
    }
  }

  return {
    handle: (request, response, url) => answer(request, response, () => serve(request, response, url)),
    refuse: (request, response, url, error) =>
      answer(request, response, async () => {
        await drainBody(request);
        const rules = corsRules.get(placeOf(request, url).bucket) ?? [];
        response.setHeaders(new Headers(corsHeaders(rules, request)));
        throw error;
      }),
    ensureBucket: (name, { cors }) => {
      // A bucket of s3rver is a folder.
      mkdirSync(folderOf(name), { recursive: true });
      corsRules.set(name, cors);
    },
    deleteBucket: (name) => {
      if (!hasBucket(name)) return true;
      if (readdirSync(folderOf(name)).length > 0) return false;
      rmSync(folderOf(name), { recursive: true });
      corsRules.delete(name);
      return true;
    },
    hasBucket,
    close: () => {
      if (isTemporary) rmSync(home, { recursive: true, force: true });
    },
  };
}

const isBucketCreation = ({ method }: IncomingMessage, key: string): boolean =>
  method === "PUT" && key === "";

/** `GET bucket`, `POST bucket?delete`, `PUT object`, `GET service`: what S3 tells its operations apart by. */
function operationOf({ request, bucket, key, url }: Admitted): string {
  const subresource = SUBRESOURCES.find((name) => url.searchParams.has(name));
  const level = key !== "" ? "object" : bucket !== "" ? "bucket" : "service";
  const operation = `${request.method} ${level}${subresource === undefined ? "" : `?${subresource}`}`;
  return request.headers["x-amz-copy-source"] === undefined ? operation : `${operation} copy`;
}

function respondXml(response: ServerResponse, body: string): void {
  response.writeHead(200, { "content-type": "application/xml", "content-length": Buffer.byteLength(body) });
  response.end(body);
}

const internalError = (): S3Error =>
  new S3Error("InternalError", "We encountered an internal error. Please try again.", { status: 500 });

function answerError(response: ServerResponse, error: S3Error, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = renderS3Error(error, requestId);
  response.writeHead(error.status, {
    "content-type": "application/xml",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}
