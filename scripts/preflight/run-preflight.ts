/** The whole preflight: read, compare, print the findings, decide. */

import { resolveResources } from "../../cloudformation/resolve-template.ts";
import type { Template } from "../../cloudformation/template.ts";
import { cloudFormationClient, cognitoClient, stackNameOf, type Target } from "../deployment/target.ts";
import { compareDeployment } from "./compare-deployment.ts";
import { blockingFindings, type Finding } from "./finding.ts";
import { loadDeployed } from "./load-deployed.ts";
import { type LoadedStack, loadStack, type StackAbsence } from "./load-stack.ts";
import { renderFindings } from "./render-findings.ts";

export interface PreflightOptions {
  readonly target: Target;
  readonly template: Template;
  readonly poolId?: string | undefined;
  /** Resources whose destructive changes are intended. */
  readonly accepted: readonly string[];
  readonly say: (line: string) => void;
}

/** @returns whether the deployment may go ahead */
export async function runPreflight({
  target,
  template,
  poolId,
  accepted,
  say,
}: PreflightOptions): Promise<boolean> {
  const stackName = stackNameOf(target.stage);
  say(`Stage ${target.stage} in ${target.region}.`);
  const stack = await loadStack(cloudFormationClient(target), stackName);
  const pseudoParameters = pseudoParametersOf(target, stack);
  const resources = resolveResources(template, { pseudoParameters });
  const deployed = await loadDeployed({ cognito: cognitoClient(target), stack, resources, poolId });
  const findings = compareDeployment({ template, deployed, pseudoParameters });
  say(introduction(stackName, { stack, pools: deployed.pools.size }));
  if (findings.length > 0) say(`\n${renderFindings(findings)}\n`);
  return conclude(findings, { accepted, say });
}

function introduction(
  stackName: string,
  { stack, pools }: { readonly stack: LoadedStack | StackAbsence; readonly pools: number },
): string {
  const livePools = pools === 0 ? "no live pool" : `${pools} live pool${pools === 1 ? "" : "s"}`;
  if (stack === "no-stack") return `There is no stack ${stackName} yet: this is a first deployment.`;
  if (stack === "no-cloudformation") {
    return `No CloudFormation behind this endpoint: compared with ${livePools}, without a stack.`;
  }
  return `Compared with the stack ${stackName} (${stack.physicalIds.size} resources) and ${livePools}.`;
}

function conclude(
  findings: readonly Finding[],
  { accepted, say }: Pick<PreflightOptions, "accepted" | "say">,
): boolean {
  const blocking = blockingFindings(findings, accepted);
  const idle = accepted.filter((name) => !findings.some(({ resource }) => resource === name));
  for (const name of idle) say(`Nothing to report about ${name}, which --accept names.`);
  if (blocking.length === 0) {
    say(`preflight: passed, ${findings.length} finding${findings.length === 1 ? "" : "s"}, none that blocks`);
    return true;
  }
  const acceptable = new Set(
    blocking.filter(({ severity }) => severity === "destructive").map(({ resource }) => resource),
  );
  const advice =
    acceptable.size === 0
      ? ""
      : `; to allow them: ${[...acceptable].map((name) => `--accept ${name}`).join(" ")}`;
  say(`preflight: refused, ${blocking.length} of ${findings.length} findings block${advice}`);
  return false;
}

function pseudoParametersOf(
  { region, stage }: Target,
  stack: LoadedStack | StackAbsence,
): Record<string, string> {
  return {
    "AWS::Region": region,
    "AWS::StackName": stackNameOf(stage),
    ...(typeof stack === "string" ? {} : { "AWS::AccountId": stack.accountId }),
  };
}
