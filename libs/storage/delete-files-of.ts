import { readAwsError } from "../aws/read-aws-error.ts";
import { type AwsRequest, MODULE_PATIENCE, sendToAws } from "../aws/signed-request.ts";
import { prefixOf } from "./file-key.ts";

/** Deletes at a time. */
const PARALLEL = 10;

async function ask(method: "GET" | "DELETE", path: string): Promise<string> {
  const request: AwsRequest = { service: "s3", method, path, headers: {}, body: "", isRepeatable: true };
  const answer = await sendToAws(request, MODULE_PATIENCE);
  if (answer.status >= 300) throw readAwsError(answer);
  return answer.body;
}

/** Keys below our prefixes hold ids alone, so nothing in them is escaped in XML. */
async function firstKeys(bucket: string, prefix: string): Promise<string[]> {
  const query = new URLSearchParams({ "list-type": "2", prefix });
  const page = await ask("GET", `/${bucket}?${query}`);
  return [...page.matchAll(/<Key>([^<]+)<\/Key>/g)].flatMap(([, key]) => (key === undefined ? [] : [key]));
}

/**
 * Deletes every file of a user. Done twice it is done once; broken off, it goes on where it was.
 *
 * @throws AwsError what S3 refused; network errors
 */
export async function deleteFilesOf(sub: string, bucket: string): Promise<void> {
  const prefix = prefixOf(sub);
  for (let keys = await firstKeys(bucket, prefix); keys.length > 0; keys = await firstKeys(bucket, prefix)) {
    for (let start = 0; start < keys.length; start += PARALLEL) {
      const batch = keys.slice(start, start + PARALLEL);
      await Promise.all(batch.map((key) => ask("DELETE", `/${bucket}/${key}`)));
    }
  }
}
