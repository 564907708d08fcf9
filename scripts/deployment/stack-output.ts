import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { ScriptError } from "./script-error.ts";
import { cloudFormationClient, stackNameOf, type Target } from "./target.ts";

/**
 * An output of the stage's stack.
 *
 * @throws ScriptError if the region has no such stack, or the stack no such output
 */
export async function readStackOutput(target: Target, name: string): Promise<string> {
  const StackName = stackNameOf(target.stage);
  const { Stacks } = await cloudFormationClient(target)
    .send(new DescribeStacksCommand({ StackName }))
    .catch((error: unknown) => {
      if (!isStackMissing(error)) throw error;
      throw new ScriptError(
        `Stack ${StackName} does not exist in ${target.region}: deploy it (npx sls deploy --stage ${target.stage}), or give its --region.`,
      );
    });
  const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name);
  if (output?.OutputValue === undefined) {
    throw new ScriptError(`The stack ${StackName} in ${target.region} has no output ${name}.`);
  }
  return output.OutputValue;
}

/** CloudFormation has no specific error code for this. */
export const isStackMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === "ValidationError" && error.message.includes("does not exist");
