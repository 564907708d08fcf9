import { ApiFailure } from "../../api/problem.ts";
import type { Limits, Quota } from "./queries.ts";

/** The type without its parameters; unknown types count as bytes. */
const mediaTypeOf = (type: string): string =>
  type.split(";")[0]?.trim().toLowerCase() || "application/octet-stream";

/** Types that a browser executes: a wildcard does not include them. The API knows more of them, and decides. */
const isActive = (type: string): boolean => /html|xml|svg|script/.test(type);

function isAllowedType(type: string, list: readonly string[]): boolean {
  const essence = mediaTypeOf(type);
  if (list.includes(essence)) return true;
  if (isActive(essence)) return false;
  return list.includes(`${essence.split("/")[0]}/*`) || list.includes("*/*");
}

/**
 * Why a file would be refused, before it is sent. Space reserved for other uploads becomes free by itself: in that case the API decides,
 * and a retry may succeed.
 *
 * @param waiting bytes and number of the uploads ahead of it
 */
export function refusalOf(
  file: File,
  { limits, quota }: { readonly limits: Limits | undefined; readonly quota: Quota | undefined },
  waiting: { readonly bytes: number; readonly count: number },
): ApiFailure | undefined {
  if (limits !== undefined) {
    if (!isAllowedType(file.type, limits.file.types)) return new ApiFailure("file_type_not_allowed");
    if (file.size > limits.file.maxBytes) return new ApiFailure("file_too_large");
  }
  const isFull =
    quota !== undefined &&
    (quota.usedBytes + waiting.bytes + file.size > quota.maxBytes ||
      quota.usedFiles + waiting.count + 1 > quota.maxFiles);
  return isFull ? new ApiFailure("quota_exceeded") : undefined;
}
