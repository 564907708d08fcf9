import { readAwsError } from "../aws/read-aws-error.ts";
import { type AwsAnswer, type AwsRequest, MODULE_PATIENCE, sendToAws } from "../aws/signed-request.ts";

/** What a list tells of an object. */
export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

interface ListInput {
  readonly prefix: string;
  /** At most 1,000. */
  readonly limit: number;
  /** The key behind which the list begins. */
  readonly after?: string | undefined;
}

async function ask(
  method: NonNullable<AwsRequest["method"]>,
  { bucket, path, headers = {} }: { bucket: string; path: string; headers?: Record<string, string> },
): Promise<AwsAnswer> {
  const request = { service: "s3", method, bucket, path, headers, body: "", isRepeatable: true } as const;
  const answer = await sendToAws(request, MODULE_PATIENCE);
  if (answer.status >= 300) throw readAwsError(answer);
  return answer;
}

const pathOf = (key: string) => key.split("/").map(encodeURIComponent).join("/");

/** With `encoding-type=url` S3 writes keys as forms do: a space is a plus, and nothing is left for XML to escape. */
const decodeKey = (encoded: string) => decodeURIComponent(encoded.replaceAll("+", "%20"));

const element = (name: string, xml: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";

/** @returns the answer's XML */
async function list(
  bucket: string,
  { prefix, limit, after }: ListInput,
  parameters: Readonly<Record<string, string>> = {},
): Promise<string> {
  const query = new URLSearchParams({
    "list-type": "2",
    "encoding-type": "url",
    prefix,
    "max-keys": String(limit),
    ...(after === undefined ? {} : { "start-after": after }),
    ...parameters,
  });
  // S3 takes a plus in a query for a space when it answers and for a plus when it checks the signature.
  return (await ask("GET", { bucket, path: `?${query}`.replaceAll("+", "%20") })).body;
}

/**
 * Keys, sizes and times below a prefix, in the order of their bytes. S3 tells of every write that has been answered before.
 *
 * @throws AwsError what S3 refused; network errors
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export async function listObjects(
  bucket: string,
  input: ListInput,
): Promise<{ objects: ListedObject[]; hasMore: boolean }> {
  const body = await list(bucket, input);
  const objects = [...body.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, contents = ""]) => ({
    key: decodeKey(element("Key", contents)),
    size: Number(element("Size", contents)),
    modifiedAt: Date.parse(element("LastModified", contents)),
  }));
  return { objects, hasMore: element("IsTruncated", body) === "true" };
}

/**
 * The folders directly below a prefix, each with its slash at the end, in the order of their bytes.
 *
 * @throws AwsError what S3 refused; network errors
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
 */
export async function listPrefixes(
  bucket: string,
  input: ListInput,
): Promise<{ prefixes: string[]; hasMore: boolean }> {
  const body = await list(bucket, input, { delimiter: "/" });
  const prefixes = [...body.matchAll(/<CommonPrefixes>(.*?)<\/CommonPrefixes>/gs)].map(([, contents = ""]) =>
    decodeKey(element("Prefix", contents)),
  );
  return { prefixes, hasMore: element("IsTruncated", body) === "true" };
}

/**
 * The headers of an object, with the checksums that S3 keeps of it.
 *
 * @throws AwsError what S3 refused, status 404 for an object that is not there; network errors
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export async function headObject(bucket: string, key: string): Promise<Headers> {
  const headers = { "x-amz-checksum-mode": "ENABLED" };
  return (await ask("HEAD", { bucket, path: pathOf(key), headers })).headers;
}

/**
 * Deletes an object; S3 says nothing of one that is not there.
 *
 * @throws AwsError what S3 refused; network errors
 */
export async function deleteObject(bucket: string, key: string): Promise<void> {
  await ask("DELETE", { bucket, path: pathOf(key) });
}
