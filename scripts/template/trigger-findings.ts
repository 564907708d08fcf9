import { isRecord, type Template } from "../../cloudformation/template.ts";
import { resourcesOfType } from "./check.ts";

/** A trigger that any account's pool could call, or a trigger that the pool may not call. */
export function triggerPermissionFindings(template: Template): string[] {
  interface Permission {
    readonly Principal: string;
    readonly SourceAccount?: unknown;
    readonly SourceArn?: unknown;
    readonly FunctionName: unknown;
  }
  const permissions = resourcesOfType<Permission>(template, "AWS::Lambda::Permission").filter(
    ({ properties }) => properties.Principal === "cognito-idp.amazonaws.com",
  );
  const open = permissions.flatMap(({ id, properties }) => [
    ...(properties.SourceAccount ? [] : [`${id}: no SourceAccount`]),
    ...(properties.SourceArn ? [] : [`${id}: no SourceArn`]),
  ]);
  const allowed = permissions.map(({ properties }) => JSON.stringify(properties.FunctionName));
  const closed = triggerFunctions(template).filter((arn) => !allowed.includes(JSON.stringify(arn)));
  return [...open, ...closed.map((arn) => `the pool may not call ${JSON.stringify(arn)}`)];
}

/** The functions that the pools call, by the pools' names for them. */
export function triggerFunctions(template: Template): unknown[] {
  interface Triggers {
    readonly LambdaConfig: Record<string, unknown>;
  }
  return resourcesOfType<Triggers>(template, "AWS::Cognito::UserPool").flatMap(({ properties }) =>
    Object.entries(properties.LambdaConfig).flatMap(([trigger, target]) =>
      // The key of the custom senders is listed among the functions.
      trigger === "KMSKeyID" ? [] : [isRecord(target) && "LambdaArn" in target ? target.LambdaArn : target],
    ),
  );
}
