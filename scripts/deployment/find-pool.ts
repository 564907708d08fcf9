/** Which user pool a stage has. */
import {
  type CognitoIdentityProviderClient,
  paginateListUserPools,
} from "@aws-sdk/client-cognito-identity-provider";
import { localApiUrl } from "./find-api.ts";
import { regionOfPool } from "./region.ts";
import { ScriptError } from "./script-error.ts";
import { readStackOutput } from "./stack-output.ts";
import { stackNameOf, type Target } from "./target.ts";

/**
 * The pool's id: the given one; for the stage `local`, the running stack's; otherwise from the stack's outputs.
 *
 * @throws ScriptError if there is none, or if it is in another region
 */
export async function findPoolId(
  target: Target,
  {
    cognito,
    poolId,
  }: { readonly cognito: CognitoIdentityProviderClient; readonly poolId?: string | undefined },
): Promise<string> {
  const id = poolId ?? (await lookUpPoolId(target, cognito));
  const region = regionOfPool(id);
  if (region !== null && region !== target.region) {
    throw new ScriptError(
      `The pool ${id} is in ${region}, not in ${target.region}: give --region ${region}.`,
    );
  }
  return id;
}

async function lookUpPoolId(target: Target, cognito: CognitoIdentityProviderClient): Promise<string> {
  if (target.stage === "local") return poolIdOfRunningStack();
  if (target.endpoint === null) return readStackOutput(target, "UserPoolId");
  const [only, ...others] = await poolIdsByName(cognito, stackNameOf(target.stage));
  if (only === undefined || others.length > 0) {
    throw new ScriptError(
      `${others.length === 0 ? "No pool" : "More than one pool"} of the name ${stackNameOf(target.stage)} there: give --pool-id.`,
    );
  }
  return only;
}

/** @throws ScriptError if no stack is running */
export async function poolIdOfRunningStack(): Promise<string> {
  const url = `${localApiUrl()}/v1/auth/config`;
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw new ScriptError(`Nothing answers at ${url}: start the stack with npm start.`);
  const { userPoolId } = (await response.json()) as { userPoolId: string };
  return userPoolId;
}

/** Ids of all pools of that name; names are not unique. */
export async function poolIdsByName(cognito: CognitoIdentityProviderClient, name: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client: cognito }, { MaxResults: 60 })) {
    for (const pool of UserPools) if (pool.Name === name && pool.Id !== undefined) ids.push(pool.Id);
  }
  return ids;
}
