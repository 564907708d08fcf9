/** Reads a stack through CloudFormation's API; it changes nothing. */
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import type { Template } from "../../cloudformation/template.ts";
import { ScriptError } from "../deployment/script-error.ts";
import { isStackMissing } from "../deployment/stack-output.ts";
import type { DeployedStack } from "./deployed-state.ts";

export interface LoadedStack extends DeployedStack {
  readonly accountId: string;
  /** Physical by logical id. */
  readonly physicalIds: ReadonlyMap<string, string>;
}

/** What is behind the endpoint instead of a stack: CloudFormation without this stack, or no CloudFormation at all. */
export type StackAbsence = "no-stack" | "no-cloudformation";

/**
 * @throws ScriptError if the stack is being changed or can't be read
 */
export async function loadStack(
  client: CloudFormationClient,
  stackName: string,
): Promise<LoadedStack | StackAbsence> {
  const stack = await describeStack(client, stackName);
  if (typeof stack === "string") return stack;
  checkSettled(stack, stackName);
  const { TemplateBody } = await client.send(
    new GetTemplateCommand({ StackName: stackName, TemplateStage: "Original" }),
  );
  const physicalIds = new Map<string, string>();
  for await (const page of paginateListStackResources({ client }, { StackName: stackName })) {
    for (const { LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
      if (LogicalResourceId !== undefined && PhysicalResourceId !== undefined) {
        physicalIds.set(LogicalResourceId, PhysicalResourceId);
      }
    }
  }
  const parameters = (stack.Parameters ?? []).map(
    ({ ParameterKey = "", ParameterValue, ResolvedValue }) =>
      [ParameterKey, ResolvedValue ?? ParameterValue ?? ""] as const,
  );
  return {
    template: parseTemplate(TemplateBody, stackName),
    parameters: Object.fromEntries(parameters),
    // arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/ID
    accountId: stack.StackId?.split(":")[4] ?? "",
    physicalIds,
  };
}

async function describeStack(client: CloudFormationClient, stackName: string): Promise<Stack | StackAbsence> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const [stack] = Stacks;
    // States of a first deployment before it is done or after it failed: nothing can be lost.
    const isEmpty = /^(REVIEW_IN_PROGRESS|DELETE_COMPLETE)$/.test(stack?.StackStatus ?? "");
    return stack === undefined || isEmpty ? "no-stack" : stack;
  } catch (error) {
    if (isStackMissing(error)) return "no-stack";
    if (
      /^(InvalidAction|UnknownOperation(Exception)?|NotImplemented(Exception)?)$/.test((error as Error).name)
    ) {
      return "no-cloudformation";
    }
    throw error;
  }
}

function checkSettled({ StackStatus }: Stack, stackName: string): void {
  if (StackStatus?.endsWith("_IN_PROGRESS")) {
    throw new ScriptError(
      `The stack ${stackName} is being changed (${StackStatus}): wait until that is done.`,
    );
  }
  if (StackStatus === "ROLLBACK_COMPLETE" || StackStatus === "UPDATE_ROLLBACK_FAILED") {
    throw new ScriptError(
      `The stack ${stackName} is in ${StackStatus}; it can't be updated: see docs/operations.md, "Rollback".`,
    );
  }
}

function parseTemplate(body: string | undefined, stackName: string): Template {
  try {
    return JSON.parse(body ?? "") as Template;
  } catch {
    throw new ScriptError(`The template of ${stackName} is not JSON, so sls has not deployed it.`);
  }
}
