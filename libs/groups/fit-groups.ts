import { GROUP_SCOPES } from "../auth/permissions.ts";

/**
 * How many bytes of JSON the groups in a token may take. An HTTP API refuses a request whose line and header values are over
 * 10,240 bytes together, with 431. Base64 makes a third more of 4,096 bytes; with its other claims and the signature a token is then
 * below 7,500 bytes, and 2,700 are left for everything else that a browser sends.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const MAX_GROUP_BYTES = 4096;

/** In both tokens: how many of the user's groups are not in them. Only there if there are some. */
export const LEFT_OUT_CLAIM = "groups_left_out";

/** Quoted in JSON, with the comma behind it. */
const bytesOf = (group: string) => Buffer.byteLength(JSON.stringify(group)) + 1;

interface FittedGroups {
  /** In the order in which they came. */
  readonly kept: string[];
  readonly leftOut: number;
}

/** Leaves out what is too much: never a group that gives scopes, of the others those that come last. */
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
