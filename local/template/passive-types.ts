/**
 * Resources that need nothing made locally: the local cloud checks no IAM policy, keeps no log groups, and its gateway and
 * functions are serverless-offline's. Others may refer to them, so they have names.
 */
import type { Warn } from "./resource-type.ts";
import type { ResourceDefinition, ResourceValues } from "./template.ts";

export interface Naming {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  readonly apiUrl: string;
}

type Describe = (name: string, naming: Naming) => ResourceValues;

const named: Describe = (name) => ({ ref: name, attributes: {} });

const passiveTypes: Readonly<Record<string, Describe>> = {
  "AWS::ApiGatewayV2::Api": (name, { apiUrl }) => ({ ref: name, attributes: { ApiEndpoint: apiUrl } }),
  "AWS::ApiGatewayV2::Authorizer": named,
  "AWS::ApiGatewayV2::Stage": named,
  "AWS::IAM::ManagedPolicy": named,
  "AWS::IAM::Policy": named,
  "AWS::IAM::Role": (name, { accountId }) => ({
    ref: name,
    attributes: { Arn: `arn:aws:iam::${accountId}:role/${name}`, RoleId: `AROALOCAL${name}` },
  }),
  "AWS::IAM::RolePolicy": named,
  "AWS::Lambda::Function": (name, { region, accountId }) => ({
    ref: name,
    attributes: { Arn: `arn:aws:lambda:${region}:${accountId}:function:${name}` },
  }),
  "AWS::Lambda::Permission": named,
  "AWS::Logs::LogGroup": (name, { region, accountId }) => ({
    ref: name,
    attributes: { Arn: `arn:aws:logs:${region}:${accountId}:log-group:${name}:*` },
  }),
  // Nobody without a signature gets anything, and no request is refused for its policy.
  "AWS::S3::BucketPolicy": named,
};

/** The values of a resource that is not made: a passive one, or, with a warning, one of a type that is not modelled. */
export function standIn(
  logicalId: string,
  definition: ResourceDefinition,
  naming: Naming,
  warn: Warn,
): ResourceValues {
  const name = givenName(definition) ?? `${naming.stackName}-${logicalId}`;
  const describe = passiveTypes[definition.Type];
  if (describe !== undefined) return describe(name, naming);
  warn(`${logicalId}: ${definition.Type} is not modelled by the local cloud`);
  const service = definition.Type.split("::")[1]?.toLowerCase();
  return {
    ref: name,
    attributes: { Arn: `arn:aws:${service}:${naming.region}:${naming.accountId}:${name}` },
  };
}

const NAME_PROPERTIES = ["FunctionName", "RoleName", "LogGroupName", "Name"];

function givenName({ Properties = {} }: ResourceDefinition): string | undefined {
  return NAME_PROPERTIES.map((property) => Properties[property]).find((name) => typeof name === "string");
}
