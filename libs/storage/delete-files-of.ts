import { prefixOf } from "./file-key.ts";
import { deleteObject, listObjects } from "./s3-objects.ts";

/** Deletions at a time. */
const PARALLEL = 10;

/**
 * Deletes every file of a user. It can be repeated, and continues if it was interrupted.
 *
 * @throws AwsError what S3 refused; network errors
 */
export async function deleteFilesOf(sub: string, bucket: string): Promise<void> {
  const first = () => listObjects(bucket, { prefix: prefixOf(sub), limit: 1000 });
  for (let { objects } = await first(); objects.length > 0; { objects } = await first()) {
    for (let start = 0; start < objects.length; start += PARALLEL) {
      const batch = objects.slice(start, start + PARALLEL);
      await Promise.all(batch.map(({ key }) => deleteObject(bucket, key)));
    }
  }
}
