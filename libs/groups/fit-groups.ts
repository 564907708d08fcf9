import { GROUP_SCOPES } from "../auth/permissions.ts";

/**
 * The maximum size of the groups in a token, in bytes of JSON. An HTTP API refuses a request whose line and header values
 * exceed 10,240 bytes together, with 431. Base64 adds a third to 4,096 bytes; with its other claims and the signature a token
 * stays below 7,500 bytes, which leaves 2,700 for everything else that a browser sends.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const MAX_GROUP_BYTES = 4096;

/** A claim in both tokens: how many of the user's groups are left out. Missing if there are none. */
export const LEFT_OUT_CLAIM = "groups_left_out";

/** Quoted in JSON, with the comma behind it. */
const bytesOf = (group: string) => Buffer.byteLength(JSON.stringify(group)) + 1;

interface FittedGroups {
  /** In the original order. */
  readonly kept: string[];
  readonly leftOut: number;
}

/** Leaves out the groups that do not fit: never one that gives scopes, and the last of the others. */
export function fitGroups(groups: readonly string[]): FittedGroups {
  const givesScopes = (group: string) => GROUP_SCOPES.has(group);
  let left = MAX_GROUP_BYTES;
  const kept = new Set<string>();
  for (const group of [...groups.filter(givesScopes), ...groups.filter((group) => !givesScopes(group))]) {
    if (bytesOf(group) > left) break;
    left -= bytesOf(group);
    kept.add(group);
  }
  return { kept: groups.filter((group) => kept.has(group)), leftOut: groups.length - kept.size };
}
