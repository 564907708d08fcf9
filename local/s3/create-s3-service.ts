/**
 * S3 of the local cloud: authorizes requests and answers them. Buckets and objects are rows of the state's database; their
 * bytes are files.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import type { Authorizer } from "../iam/authorizer.ts";
import type { IssuedCredentialsSource } from "../iam/issued-credentials.ts";
import { drainBody } from "../server/read-body.ts";
import { adoptS3rverFiles } from "./adopt-s3rver-files.ts";
import { createBucketStore } from "./bucket-store.ts";
import { createAccessCheck } from "./check-access.ts";
import { checkAuthentication } from "./check-authentication.ts";
import { createContentFiles } from "./content-files.ts";
import { readCopySource } from "./copy-source.ts";
import { type CorsRule, corsHeaders, preflightHeaders } from "./cors.ts";
import { createObjectStore } from "./object-store.ts";
import { createObjectTables } from "./object-tables.ts";
import { BUCKET_NAME, placeOf } from "./place.ts";
import { postObject } from "./post-object.ts";
import { accessesOf, lookupOf } from "./s3-actions.ts";
import { invalidBucketName, methodNotAllowed, noSuchBucket, renderS3Error, S3Error } from "./s3-error.ts";
import { type Admitted, operate } from "./s3-operations.ts";
import { createUploadStore } from "./upload-store.ts";

export interface S3Service {
  /** Answers a request in path style (`/bucket/key`) or with the bucket's name in front of `localhost`. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
  /** Answers such a request with an error, without reading it; pages may read the answer if the bucket's rules allow it. */
  refuse(request: IncomingMessage, response: ServerResponse, url: URL, error: S3Error): Promise<void>;
  /** Creates a bucket, or sets the cross-origin rules of an existing one. */
  ensureBucket(name: string, settings: { readonly cors: readonly CorsRule[] }): void;
  /** @returns false if it has objects; then nothing is removed */
  deleteBucket(name: string): boolean;
  hasBucket(name: string): boolean;
  close(): void;
}

interface S3Options {
  readonly database: DatabaseSync;
  /** The folder of the objects' bytes, or `:memory:` for one that is removed with the service. */
  readonly directory: string;
  readonly region: string;
  readonly clock: Clock;
  /** Receives faults; clients do not see them. */
  readonly onFault: (error: unknown) => void;
  /** Looks up issued credentials. */
  readonly findIssued: IssuedCredentialsSource["findIssued"];
  /** The hosts that a URL received by a host may have been presigned for: by default only the same host. */
  readonly signedHosts?: (host: string) => readonly string[];
  /** Decides what role sessions may do. */
  readonly authorizer: Authorizer;
}

/** Only this cloud may use the state folder; its database ensures that. */
export function createS3Service(options: S3Options): S3Service {
  const { database, directory, region, clock, findIssued, authorizer, onFault } = options;
  const source = { clock, findIssued, ...(options.signedHosts && { signedHosts: options.signedHosts }) };
  const checkAccess = createAccessCheck(authorizer);
  const isTemporary = directory === ":memory:";
  const home = isTemporary ? mkdtempSync(join(tmpdir(), "local-s3-")) : directory;
  createObjectTables(database);
  const files = createContentFiles(home);
  const objects = createObjectStore(database, files, clock);
  const buckets = createBucketStore(database, clock, objects);
  const uploads = createUploadStore(database, clock, objects);
  const context = { region, checkAccess, buckets, objects, uploads };
  adoptS3rverFiles(home, { database, buckets, objects });
  let isSwept = false;
  /** With the first request, so that it does not delay the start. */
  const sweep = () => {
    if (!isSwept) files.sweep((content) => objects.isUsed(content));
    isSwept = true;
  };

  async function serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const place = placeOf(request);
    const { bucket, key } = place;
    const rules = buckets.corsRules(bucket);
    if (request.method === "OPTIONS") {
      response.writeHead(200, preflightHeaders(rules, request.headers)).end();
      return;
    }
    response.setHeaders(new Headers(corsHeaders(rules, request)));
    const isForm = request.method === "POST" && key === "" && !url.searchParams.has("delete");
    if (isForm && bucket === "") throw methodNotAllowed();
    const session = isForm ? null : checkAuthentication(request, url, source);
    checkBucket(request, place);
    sweep();
    if (isForm) return postObject({ request, response, bucket, source, checkAccess, store: objects });
    const admitted = { request, response, url, session, ...place };
    checkRights(admitted);
    await operate(admitted, context);
  }

  /** The bucket must exist, unless the request creates it. */
  function checkBucket({ method }: IncomingMessage, { bucket, key }: { bucket: string; key: string }): void {
    if (bucket === "") return;
    const isCreation = method === "PUT" && key === "";
    if (isCreation && !BUCKET_NAME.test(bucket)) throw invalidBucketName(bucket);
    if (!isCreation && !buckets.has(bucket)) throw noSuchBucket(bucket);
  }

  /** Without the right to list the bucket, a missing object is AccessDenied. */
  function checkRights(admitted: Admitted): void {
    const { request, bucket, key, session } = admitted;
    if (session === null) return;
    checkAccess(session, accessesOf(admitted));
    const copied = request.headers["x-amz-copy-source"];
    const isRead = key !== "" && ["GET", "HEAD"].includes(request.method ?? "");
    const read = copied !== undefined ? readCopySource(String(copied)) : isRead ? { bucket, key } : null;
    if (read === null || objects.find(read.bucket, read.key) !== null) return;
    checkAccess(session, [lookupOf(request, read.bucket)]);
  }

  /** Runs the work, and answers with its error. */
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
    refuse: (request, response, _url, error) =>
      answer(request, response, async () => {
        await drainBody(request);
        const rules = buckets.corsRules(placeOf(request).bucket);
        response.setHeaders(new Headers(corsHeaders(rules, request)));
        throw error;
      }),
    ensureBucket: (name, { cors }) => {
      buckets.ensure(name);
      buckets.setCorsRules(name, cors);
    },
    deleteBucket: (name) => buckets.remove(name),
    hasBucket: (name) => buckets.has(name),
    close: () => {
      if (isTemporary) rmSync(home, { recursive: true, force: true });
    },
  };
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
    ...error.headers,
    "content-type": "application/xml",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}
