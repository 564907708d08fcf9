/**
 * S3 of the local cloud: s3rver stores and answers, and in front of it stands what it leaves out – who may ask, until when,
 * what a form's policy allows, checksums, cross-origin rules.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import type S3rver from "s3rver";
import type { Clock } from "../clock.ts";
import { AwsChunkedDecoder } from "./aws-chunked-decoder.ts";
import { checkAuthentication } from "./check-authentication.ts";
import { type CorsRule, corsHeaders, preflightHeaders } from "./cors.ts";
import { toInnerRequest } from "./inner-request.ts";
import { renderObjectList } from "./list-objects.ts";
import { postObject, type StoreObject } from "./post-object.ts";
import { invalidUri, noSuchBucket, renderS3Error, S3Error } from "./s3-error.ts";
import { spool } from "./spool.ts";

export interface S3Service {
  /** Answers a request in path style (`/bucket/key`) or with the bucket's name in front of `localhost`. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
  /** Makes a bucket, or gives the one that is there these cross-origin rules. */
  ensureBucket(name: string, settings: { readonly cors: readonly CorsRule[] }): void;
  /** @returns false when there are objects in it, which are then kept */
  deleteBucket(name: string): boolean;
  hasBucket(name: string): boolean;
  close(): void;
}

interface S3Options {
  /** Where buckets are kept, or `:memory:` for a folder that goes with the service. */
  readonly directory: string;
  readonly clock: Clock;
}

type Inner = {
  readonly server: S3rver;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export function createS3Service({ directory, clock }: S3Options): S3Service {
  const isTemporary = directory === ":memory:";
  const root = isTemporary ? mkdtempSync(join(tmpdir(), "local-s3-")) : directory;
  const corsRules = new Map<string, readonly CorsRule[]>();
  mkdirSync(root, { recursive: true });

  let loading: Promise<Inner> | undefined;
  // s3rver takes a while to load: the first request waits for it, the start of the local cloud does not.
  const inner = () => {
    loading ??= import("s3rver").then(({ default: S3 }) => {
      const server = new S3({ directory: root, silent: true, vhostBuckets: false });
      server.on("error", () => {}); // refusals are answered; without a listener Koa prints them, too
      return { server, answer: server.callback() };
    });
    return loading;
  };

  const folderOf = (bucket: string) => join(root, bucket);
  const hasBucket = (bucket: string) =>
    BUCKET_NAME.test(bucket) && statSync(folderOf(bucket), { throwIfNoEntry: false })?.isDirectory() === true;

  const store: StoreObject = async ({ bucket, key, content, metadata }) => {
    checkKey(key);
    const { server } = await inner();
    const object = { bucket, key, content: content.open(), metadata: withContentType(metadata) };
    return JSON.stringify((await server.store.putObject(object)).md5);
  };

  async function serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const place = placeOf(request, url);
    const { bucket, key } = place;
    const rules = corsRules.get(bucket) ?? [];
    if (request.method === "OPTIONS") {
      response.writeHead(200, preflightHeaders(rules, request.headers)).end();
      return;
    }
    response.setHeaders(new Headers(corsHeaders(rules, request)));
    if (request.method === "POST" && key === "" && !url.searchParams.has("delete")) {
      if (!hasBucket(bucket)) throw noSuchBucket(bucket);
      return postObject({ request, response, bucket, clock, store });
    }
    checkAuthentication(request, url, clock);
    if (request.method === "PUT" && key !== "") return put(request, response, place.url);
    if (request.method === "GET" && key === "" && url.searchParams.get("list-type") === "2")
      return list(response, bucket, url.searchParams);
    const { answer } = await inner();
    const body = request.pipe(new PassThrough());
    return answer(toInnerRequest(request, { url: place.url, headers: request.headers, body }), response);
  }

  async function list(response: ServerResponse, bucket: string, query: URLSearchParams): Promise<void> {
    if (!hasBucket(bucket)) throw noSuchBucket(bucket);
    const { server } = await inner();
    const { objects } = await server.store.listObjects(bucket, { prefix: query.get("prefix") ?? "" });
    const xml = renderObjectList(bucket, query, objects);
    response.writeHead(200, { "content-type": "application/xml" }).end(xml);
  }

  /** A body is stored only when it has arrived whole and its checksum is right. */
  async function put(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { answer } = await inner();
    const { "content-encoding": encoding, "transfer-encoding": _, ...headers } = request.headers;
    const isChunked = String(headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-");
    const decoder = isChunked ? new AwsChunkedDecoder() : null;
    const content =
      decoder === null ? request : request.on("error", (error) => decoder.destroy(error)).pipe(decoder);
    const checksums = () => checksumsOf({ ...headers, ...Object.fromEntries(decoder?.trailers ?? []) });
    const spooled = await spool(content, { checksums });
    const remaining = (encoding ?? "")
      .split(",")
      .filter((coding) => coding.trim() !== "aws-chunked")
      .join(",");
    try {
      const inner = toInnerRequest(request, {
        url,
        headers: {
          ...headers,
          ...(remaining === "" ? {} : { "content-encoding": remaining }),
          "content-length": String(spooled.size),
        },
        body: spooled.open(),
      });
      await answer(inner, response);
    } finally {
      await spooled.remove();
    }
  }

  return {
    handle: async (request, response, url) => {
      const requestId = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
      response.setHeader("x-amz-request-id", requestId);
      try {
        await serve(request, response, url);
      } catch (error) {
        answerError(response, error instanceof S3Error ? error : internalError(), requestId);
      }
    },
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
      if (isTemporary) rmSync(root, { recursive: true, force: true });
    },
  };
}

interface Place {
  readonly bucket: string;
  readonly key: string;
  /** The request's URL in path style. */
  readonly url: URL;
}

function placeOf(request: IncomingMessage, original: URL): Place {
  const [, bucketInHost] = /^([a-z0-9.-]+)\.localhost(?::\d+)?$/.exec(request.headers.host ?? "") ?? [];
  const url = new URL(original);
  if (bucketInHost !== undefined) url.pathname = `/${bucketInHost}${original.pathname}`;
  let decoded: string;
  try {
    decoded = decodeURIComponent(url.pathname);
  } catch {
    throw invalidUri(url.pathname);
  }
  const [, bucket = "", ...rest] = decoded.split("/");
  const key = rest.join("/");
  checkKey(key);
  if (bucket !== "" && !BUCKET_NAME.test(bucket)) throw noSuchBucket(bucket);
  return { bucket, key, url };
}

/** s3rver makes a path of a key: one that steps out of its bucket, or that no file can have, must not get there. */
function checkKey(key: string): void {
  const isOutside = resolve("/bucket", `./${key}`).startsWith("/bucket") === false;
  if (isOutside || key.includes("\0") || key.split("/").some((part) => part === "." || part === ".."))
    throw invalidUri(key);
}

function checksumsOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (name.startsWith("x-amz-checksum-") && typeof value === "string") found[name] = value;
  return found;
}

function withContentType(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { "content-type": "binary/octet-stream", ...metadata };
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
