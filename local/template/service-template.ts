/**
 * The template of a service as the framework would deploy it, as far as the local cloud looks at it: the service's own
 * resources, the functions, and the pools that functions' events make.
 */

import { isRecord, type Resource, type Template } from "../../cloudformation/template.ts";
import type { FunctionDefinition, Naming, ServerlessService } from "../offline/serverless.ts";
import { withoutUndefined } from "../without-undefined.ts";

type Resources = Record<string, Resource>;

export function serviceTemplate(service: ServerlessService, naming: Naming): Template {
  const { Parameters, Mappings, Conditions, Resources = {} } = (service.resources ?? {}) as Partial<Template>;
  const made: Resources = {
    [naming.getHttpApiLogicalId()]: { Type: "AWS::ApiGatewayV2::Api" },
    ...functionResources(service.functions, naming),
    ...poolsOfEvents(service.functions, naming),
  };
  return {
    ...withoutUndefined({ Parameters, Mappings, Conditions }),
    Resources: withoutNulls(merge(made, Resources)) as Resources,
  };
}

function functionResources(
  functions: Readonly<Record<string, FunctionDefinition>>,
  naming: Naming,
): Resources {
  const resources: Resources = {};
  for (const [key, { name }] of Object.entries(functions)) {
    resources[naming.getLambdaLogicalId(key)] = {
      Type: "AWS::Lambda::Function",
      Properties: { FunctionName: name },
    };
    resources[naming.getLogGroupLogicalId(key)] = {
      Type: "AWS::Logs::LogGroup",
      Properties: { LogGroupName: naming.getLogGroupName(name) },
    };
  }
  return resources;
}

/** A `cognitoUserPool` event makes the pool, and the function its trigger. */
function poolsOfEvents(functions: Readonly<Record<string, FunctionDefinition>>, naming: Naming): Resources {
  let resources: Resources = {};
  for (const [key, { events = [] }] of Object.entries(functions)) {
    for (const { cognitoUserPool } of events) {
      if (cognitoUserPool === undefined || cognitoUserPool.existing === true) continue;
      const { pool, trigger } = cognitoUserPool;
      const arn = { "Fn::GetAtt": [naming.getLambdaLogicalId(key), "Arn"] };
      resources = merge(resources, {
        [naming.getCognitoUserPoolLogicalId(pool)]: {
          Type: "AWS::Cognito::UserPool",
          Properties: { UserPoolName: pool, LambdaConfig: { [trigger]: arn } },
        },
      }) as Resources;
    }
  }
  return resources;
}

/** The framework's merge: maps by key, lists by index. */
function merge(target: unknown, source: unknown): unknown {
  if (Array.isArray(target) && Array.isArray(source)) {
    return Array.from({ length: Math.max(target.length, source.length) }, (_, index) =>
      index in source ? merge(target[index], source[index]) : target[index],
    );
  }
  if (!isRecord(target) || !isRecord(source)) return source;
  const merged: Record<string, unknown> = { ...target };
  for (const [key, value] of Object.entries(source)) {
    merged[key] = key in merged ? merge(merged[key], value) : value;
  }
  return merged;
}

/** A null takes back what the framework has put there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [key, withoutNulls(member)]),
  );
}
