import type { Template } from "../../cloudformation/template.ts";
import { resourcesOfType } from "./check.ts";
import { triggerFunctions } from "./trigger-findings.ts";

interface Lambda {
  readonly FunctionName: string;
  readonly Role: unknown;
  readonly Runtime: string;
  readonly Architectures: string[];
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly LoggingConfig?: { readonly LogFormat?: string };
  readonly Environment?: { readonly Variables: Record<string, unknown> };
}
interface LogGroup {
  readonly LogGroupName: string;
  readonly RetentionInDays?: number;
}

/** Functions that share a role, use another runtime, have no log or keep it for ever, or that would exceed Cognito's time limit. */
export function functionFindings(template: Template): string[] {
  const functions = resourcesOfType<Lambda>(template, "AWS::Lambda::Function");
  const logGroups = resourcesOfType<LogGroup>(template, "AWS::Logs::LogGroup");
  const names = logGroups.map(({ properties }) => properties.LogGroupName);
  const roles = functions.map(({ properties }) => JSON.stringify(properties.Role));
  const triggers = triggerFunctions(template).map((arn) => JSON.stringify(arn));
  return [
    ...functions.flatMap(({ id, properties }) => [
      ...(roles.filter((role) => role === JSON.stringify(properties.Role)).length === 1
        ? []
        : [`${id}: shares its role`]),
      ...(properties.Runtime === "nodejs24.x" && properties.Architectures[0] === "arm64"
        ? []
        : [`${id}: not Node 24 on arm64`]),
      ...(names.includes(`/aws/lambda/${properties.FunctionName}`) ? [] : [`${id}: no log group of its own`]),
      ...(properties.LoggingConfig?.LogFormat === "JSON" ? [] : [`${id}: does not log JSON`]),
      ...environmentFindings(id, properties),
      ...(triggers.includes(JSON.stringify({ "Fn::GetAtt": [id, "Arn"] }))
        ? triggerFindings(id, properties)
        : []),
    ]),
    ...logGroups
      .filter(({ properties }) => !properties.RetentionInDays)
      .map(({ id }) => `${id}: keeps logs for ever`),
  ];
}

function environmentFindings(id: string, { Environment }: Lambda): string[] {
  const variables = Object.entries(Environment?.Variables ?? {});
  return [
    ...["STAGE", "POWERTOOLS_SERVICE_NAME", "POWERTOOLS_LOG_LEVEL"]
      .filter((name) => !variables.some(([other]) => other === name))
      .map((name) => `${id}: ${name} is not set`),
    ...variables
      .filter(([, value]) => typeof value === "number")
      .map(([name]) => `${id}: ${name} is a number; environment variables are strings`),
  ];
}

/** Cognito waits five seconds; the trigger's own error should come first. */
function triggerFindings(id: string, { Timeout, MemorySize }: Lambda): string[] {
  return [
    ...(Timeout < 5 ? [] : [`${id}: a trigger with a timeout of ${Timeout} s`]),
    ...(MemorySize <= 256 ? [] : [`${id}: a trigger with ${MemorySize} MB`]),
  ];
}
