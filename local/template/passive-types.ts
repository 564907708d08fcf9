/**
 * Resources that are not created locally: the local cloud does not store logs, metrics and secrets, does not have topics, queues
 * and a firewall, and its gateway and functions are serverless-offline's. Other resources may refer to them, so they have names.
 */
import { createHash } from "node:crypto";
import type { Evaluator, ResourceValues } from "../../cloudformation/evaluator.ts";
import type { Resource } from "../../cloudformation/template.ts";
import type { Warn } from "./resource-type.ts";

export interface Naming {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  readonly apiUrl: string;
}

type Describe = (name: string, naming: Naming) => ResourceValues;

const named: Describe = (name) => ({ ref: name, attributes: {} });

const arnOf =
  (service: string, resource: (name: string) => string) =>
  (name: string, { region, accountId }: Naming): string =>
    `arn:aws:${service}:${region}:${accountId}:${resource(name)}`;

/** A UUID, as AWS makes one, the same for the same name. */
const keyId = (name: string): string =>
  createHash("sha256")
    .update(name)
    .digest("hex")
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");

const topicArn = arnOf("sns", (name) => name);
const alarmArn = arnOf("cloudwatch", (name) => `alarm:${name}`);
const secretArn = arnOf("secretsmanager", (name) => `secret:${name}`);
const webAclArn = arnOf("wafv2", (name) => `regional/webacl/${name}/${name}`);
const logGroupArn = arnOf("logs", (name) => `log-group:${name}:*`);
const keyArn = arnOf("kms", (name) => `key/${keyId(name)}`);
const functionArn = arnOf("lambda", (name) => `function:${name}`);

const queueArn = arnOf("sqs", (name) => name);

const passiveTypes: Readonly<Record<string, Describe>> = {
  "AWS::ApiGatewayV2::Api": (name, { apiUrl }) => ({ ref: name, attributes: { ApiEndpoint: apiUrl } }),
  "AWS::ApiGatewayV2::Authorizer": named,
  "AWS::ApiGatewayV2::Integration": named,
  "AWS::ApiGatewayV2::Route": named,
  "AWS::ApiGatewayV2::Stage": named,
  "AWS::CloudWatch::Alarm": (name, naming) => ({ ref: name, attributes: { Arn: alarmArn(name, naming) } }),
  "AWS::CloudWatch::Dashboard": named,
  "AWS::KMS::Alias": named,
  // Every named key exists.
  "AWS::KMS::Key": (name, naming) => ({
    ref: keyId(name),
    attributes: { Arn: keyArn(name, naming), KeyId: keyId(name) },
  }),
  "AWS::Lambda::Function": (name, naming) => ({ ref: name, attributes: { Arn: functionArn(name, naming) } }),
  "AWS::Lambda::Permission": named,
  "AWS::Logs::LogGroup": (name, naming) => ({ ref: name, attributes: { Arn: logGroupArn(name, naming) } }),
  "AWS::Logs::MetricFilter": named,
  "AWS::Logs::QueryDefinition": (name) => ({ ref: name, attributes: { QueryDefinitionId: name } }),
  "AWS::Logs::ResourcePolicy": named,
  "AWS::SecretsManager::Secret": (name, naming) => ({
    ref: secretArn(name, naming),
    attributes: { Id: secretArn(name, naming) },
  }),
  "AWS::SNS::Subscription": (name, naming) => ({
    ref: topicArn(name, naming),
    attributes: { Arn: topicArn(name, naming) },
  }),
  "AWS::SNS::Topic": (name, naming) => ({
    ref: topicArn(name, naming),
    attributes: { TopicArn: topicArn(name, naming), TopicName: name },
  }),
  "AWS::SNS::TopicPolicy": named,
  "AWS::SQS::Queue": (name, naming) => {
    const url = `https://sqs.${naming.region}.amazonaws.com/${naming.accountId}/${name}`;
    return { ref: url, attributes: { Arn: queueArn(name, naming), QueueName: name, QueueUrl: url } };
  },
  "AWS::SQS::QueuePolicy": named,
  "AWS::WAFv2::WebACL": (name, naming) => ({
    ref: `${name}|${name}|REGIONAL`,
    attributes: {
      Arn: webAclArn(name, naming),
      Id: name,
      LabelNamespace: `awswaf:${naming.accountId}:webacl:${name}:`,
    },
  }),
  "AWS::WAFv2::WebACLAssociation": named,
};

/** The values of a resource that is not created: a passive one, or, with a warning, one of an unknown type. */
export function standIn(
  logicalId: string,
  definition: Resource,
  {
    naming,
    evaluator,
    warn,
  }: { readonly naming: Naming; readonly evaluator: Evaluator; readonly warn: Warn },
): ResourceValues {
  const name = givenName(logicalId, definition, evaluator) ?? `${naming.stackName}-${logicalId}`;
  const describe = Object.hasOwn(passiveTypes, definition.Type) ? passiveTypes[definition.Type] : undefined;
  if (describe !== undefined) return describe(name, naming);
  warn(`${logicalId}: ${definition.Type} is not modelled by the local cloud`);
  const service = definition.Type.split("::")[1]?.toLowerCase();
  return {
    ref: name,
    attributes: { Arn: `arn:aws:${service}:${naming.region}:${naming.accountId}:${name}` },
  };
}

const NAME_PROPERTIES = [
  "AlarmName",
  "DashboardName",
  "FunctionName",
  "LogGroupName",
  "QueueName",
  "TopicName",
  "Name",
] as const;

/** The one property that is looked at: what the others are does not matter here. */
function givenName(
  logicalId: string,
  { Properties = {} }: Resource,
  evaluator: Evaluator,
): string | undefined {
  for (const property of NAME_PROPERTIES) {
    // In a list, AWS::NoValue leaves nothing behind.
    const [name] = [
      evaluator.evaluate([Properties[property]], `Resources.${logicalId}.Properties.${property}`),
    ].flat();
    if (typeof name === "string") return name;
  }
  return undefined;
}
