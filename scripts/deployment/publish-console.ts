/**
 * Uploads the built console to its bucket. Files with a content hash in their name never change, so browsers may cache them for
 * good; the page and `config.json` are requested each time. The page is uploaded last, after everything it refers to. Files of
 * the previous build stay, for open tabs; older ones are removed.
 */
import { globSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";
import {
  DeleteObjectsCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";

/** Outputs of the stack by name (resources/outputs.yml). */
export type Outputs = Readonly<Record<string, string | undefined>>;

interface Build {
  readonly client: S3Client;
  readonly outputs: Outputs;
  /** Folder of the built console. */
  readonly folder: string;
  /** When the upload begins. */
  readonly begun?: Date;
}

/** Every kind of file in a build. A browser would download any other kind, so it stops the upload. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const PAGE = "index.html";
const CONFIGURATION = "config.json";

/** Vite's folder of files with a hash in their names. */
const HASHED = /^assets\//;

/** A year, in seconds, without revalidation. */
const FOR_EVER = "public, max-age=31536000, immutable";
const ASK_EACH_TIME = "no-cache";

/** Metadata of the page: when the upload of its build began. Files that were uploaded earlier and are not in a build are older than it. */
const BUILD_SINCE = "build-since";

const UPLOADS_AT_A_TIME = 8;
/** The limit of `DeleteObjects`. */
const MAX_DELETED_AT_A_TIME = 1000;

/**
 * @returns how many files were uploaded and removed
 * @throws Error for a file of an unknown kind, and for a missing output
 */
export async function publishConsole({ client, outputs, folder, begun = new Date() }: Build) {
  const bucket = needed(outputs, "ConsoleBucketName");
  const files = filesOf(folder);
  const since = await beginningOfBuild(client, bucket);
  await uploadAll(files, (key) => put(client, bucket, { key, body: readFileSync(join(folder, key)) }));
  await put(client, bucket, { key: CONFIGURATION, body: JSON.stringify(SETTINGS) });
  const page = readFileSync(join(folder, PAGE));
  await put(client, bucket, { key: PAGE, body: page, metadata: { [BUILD_SINCE]: begun.toISOString() } });
  const current = new Set([...files, CONFIGURATION, PAGE]);
  const removed = since === null ? 0 : await removeObjects(client, bucket, isOlder(since, current));
  return { uploaded: current.size, removed };
}

/** Removes everything, so that the bucket can be deleted. */
export const emptyBucket = (client: S3Client, bucket: string): Promise<number> =>
  removeObjects(client, bucket, () => true);

/** What is left to do after deploying with a console, one sentence each. */
export function consoleWarnings({ ConsoleUrl: url = "", WebOrigins: origins = "" }: Outputs): string[] {
  if (origins.split(",").includes(url)) return [];
  return [
    `The API does not know the console's address: add ${url} to webOrigins, ${url}/callback to callbackUrls and ${url}/ to logoutUrls (config/params.yml), and deploy again.`,
  ];
}

/** The settings that the page reads first (web/src/api/settings.ts): the API is under the console's own address. */
const SETTINGS = { api: "" };

function needed(outputs: Outputs, name: string): string {
  const value = outputs[name];
  if (value === undefined) throw new Error(`the stack has no output ${name}`);
  return value;
}

/** All files but the page, which comes last; source maps are not uploaded. */
function filesOf(folder: string): string[] {
  const files = globSync("**/*", { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.split(sep).join("/"))
    .filter((path) => path !== PAGE && path !== CONFIGURATION && !path.endsWith(".map"));
  const unknown = files.filter((path) => CONTENT_TYPES[extname(path)] === undefined);
  if (unknown.length > 0) throw new Error(`no content type is known for ${unknown.join(", ")}`);
  return files;
}

interface Upload {
  readonly key: string;
  readonly body: string | Buffer;
  readonly metadata?: Record<string, string>;
}

async function put(client: S3Client, Bucket: string, { key, body, metadata }: Upload): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket,
      Key: key,
      Body: body,
      ContentType: CONTENT_TYPES[extname(key)],
      CacheControl: HASHED.test(key) ? FOR_EVER : ASK_EACH_TIME,
      ...(metadata && { Metadata: metadata }),
    }),
  );
}

async function uploadAll(keys: readonly string[], upload: (key: string) => Promise<void>): Promise<void> {
  const left = [...keys];
  const work = async () => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) await upload(key);
  };
  await Promise.all(Array.from({ length: UPLOADS_AT_A_TIME }, work));
}

/** When the upload of the current build began; null for a bucket without one. */
async function beginningOfBuild(client: S3Client, Bucket: string): Promise<Date | null> {
  const page: Partial<HeadObjectCommandOutput> = await client
    .send(new HeadObjectCommand({ Bucket, Key: PAGE }))
    .catch((error: unknown) => {
      if (error instanceof NotFound) return {};
      throw error;
    });
  const begun = page.Metadata?.[BUILD_SINCE];
  return begun === undefined ? null : new Date(begun);
}

interface StoredObject {
  readonly Key?: string | undefined;
  readonly LastModified?: Date | undefined;
}

/** Whether an object belongs to an older build than the one that began then. S3 counts in seconds. */
const isOlder =
  (since: Date, current: ReadonlySet<string>) =>
  ({ Key = "", LastModified }: StoredObject): boolean =>
    !current.has(Key) && LastModified !== undefined && LastModified.getTime() < since.getTime() - 1000;

async function removeObjects(
  client: S3Client,
  Bucket: string,
  isRemoved: (object: StoredObject) => boolean,
): Promise<number> {
  let removed = 0;
  const pages = paginateListObjectsV2({ client, pageSize: MAX_DELETED_AT_A_TIME }, { Bucket });
  for await (const { Contents = [] } of pages) {
    const Objects = Contents.filter(isRemoved).map(({ Key }) => ({ Key: Key ?? "" }));
    if (Objects.length === 0) continue;
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    if (Errors.length > 0) throw new Error(`${Errors[0]?.Key} is not removed: ${Errors[0]?.Message}`);
    removed += Objects.length;
  }
  return removed;
}
