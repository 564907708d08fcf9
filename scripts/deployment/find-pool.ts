/** Which user pool a stage has. */
import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  type CognitoIdentityProviderClient,
  paginateListUserPools,
} from "@aws-sdk/client-cognito-identity-provider";
import { ScriptError } from "./script-error.ts";
import { cloudFormationClient, type Target } from "./target.ts";

const SERVICE = "serverless-auth";

export const stackNameOf = (stage: string): string => `${SERVICE}-${stage}`;

/**
 * The pool's id: as given, from the running stack for the stage `local`, from the stack's outputs otherwise.
 *
 * @throws ScriptError when there is none
 */
export async function findPoolId(
  target: Target,
  {
    cognito,
    poolId,
  }: { readonly cognito: CognitoIdentityProviderClient; readonly poolId?: string | undefined },
): Promise<string> {
  if (poolId !== undefined) return poolId;
  if (target.stage === "local") return poolIdOfRunningStack();
  if (target.endpoint === null) return poolIdOfOutputs(target);
  const [only, ...others] = await poolIdsByName(cognito, stackNameOf(target.stage));
  if (only === undefined || others.length > 0)
    throw new ScriptError(
      `${others.length === 0 ? "No pool" : "More than one pool"} of the name ${stackNameOf(target.stage)} there: give --pool-id.`,
    );
  return only;
}

async function poolIdOfRunningStack(): Promise<string> {
  const url = `http://localhost:${process.env.API_PORT ?? 3000}/v1/auth/config`;
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw new ScriptError(`Nothing answers at ${url}: start the stack with npm start.`);
  const { userPoolId } = (await response.json()) as { userPoolId: string };
  return userPoolId;
}

async function poolIdOfOutputs(target: Target): Promise<string> {
  const StackName = stackNameOf(target.stage);
  const { Stacks } = await cloudFormationClient(target).send(new DescribeStacksCommand({ StackName }));
  const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === "UserPoolId");
  if (output?.OutputValue === undefined)
    throw new ScriptError(`The stack ${StackName} has no output UserPoolId.`);
  return output.OutputValue;
}

/** Ids of all pools of that name; names are not unique. */
export async function poolIdsByName(cognito: CognitoIdentityProviderClient, name: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client: cognito }, { MaxResults: 60 }))
    for (const pool of UserPools) if (pool.Name === name && pool.Id !== undefined) ids.push(pool.Id);
  return ids;
}
