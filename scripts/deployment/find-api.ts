/** Where a stage's API is. */
import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { stackNameOf } from "./find-pool.ts";
import { ScriptError } from "./script-error.ts";
import { cloudFormationClient, type Target } from "./target.ts";

/**
 * The API's address: the running stack's for the stage `local`, the output `ApiUrl` of the stack otherwise.
 *
 * @throws ScriptError where the stack has none
 */
export async function findApiUrl(target: Target): Promise<string> {
  if (target.stage === "local") return `http://localhost:${process.env.API_PORT ?? 3000}`;
  const StackName = stackNameOf(target.stage);
  const { Stacks } = await cloudFormationClient(target).send(new DescribeStacksCommand({ StackName }));
  const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === "ApiUrl");
  if (output?.OutputValue === undefined)
    throw new ScriptError(`The stack ${StackName} has no output ApiUrl: give --api.`);
  return output.OutputValue;
}
