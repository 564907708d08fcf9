import { isIntrinsic, isRecord, type Template, toList } from "../../cloudformation/template.ts";
import { resourcesOfType } from "./check.ts";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | string[];
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}
interface Policy {
  readonly PolicyDocument: { readonly Statement: Statement | Statement[] };
}
interface Role {
  readonly AssumeRolePolicyDocument: Policy["PolicyDocument"];
  readonly Policies?: Policy[];
  readonly ManagedPolicyArns?: unknown[];
}

/** Actions that only work with the resource `*`, and what the same policy must deny in return. */
const withoutResource: Readonly<Record<string, { readonly reason: string; readonly mustDeny: RegExp }>> = {
  "sns:Publish": {
    reason: "a telephone number has no ARN; topics, which have one, are denied",
    mustDeny: /^arn:.*:sns:\*:\*:\*$/,
  },
};

/** Services that may assume a role, and the condition without which another account's resource could make the service assume it. */
const trusted: readonly { readonly principal: string; readonly conditions: readonly string[] }[] = [
  { principal: '{"Service":"lambda.amazonaws.com"}', conditions: [] },
  {
    principal: '{"Service":"cognito-idp.amazonaws.com"}',
    conditions: ["sts:ExternalId", "aws:SourceAccount", "aws:SourceArn"],
  },
  { principal: '{"Service":"pipes.amazonaws.com"}', conditions: ["aws:SourceAccount"] },
  { principal: '{"Service":"events.amazonaws.com"}', conditions: ["aws:SourceAccount"] },
  {
    principal: '{"Federated":"cognito-identity.amazonaws.com"}',
    conditions: ["cognito-identity.amazonaws.com:aud", "cognito-identity.amazonaws.com:amr"],
  },
];

/**
 * Permissions that are wider than a list of actions on named resources, roles that an unexpected principal may assume, and
 * resource policies that let a service act for another account.
 */
export function leastPrivilegeFindings(template: Template): string[] {
  const roles = resourcesOfType<Role>(template, "AWS::IAM::Role");
  const separate = ["AWS::IAM::RolePolicy", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"].flatMap((type) =>
    resourcesOfType<Policy>(template, type),
  );
  const topics = resourcesOfType<Policy>(template, "AWS::SNS::TopicPolicy");
  return [
    ...roles.flatMap(({ id, properties }) => [
      ...trustFindings(id, properties),
      ...(properties.Policies ?? []).flatMap((policy) => policyFindings(id, policy)),
    ]),
    ...separate.flatMap(({ id, properties }) => policyFindings(id, properties)),
    ...topics.flatMap(({ id, properties }) => topicFindings(id, properties)),
  ];
}

function trustFindings(id: string, { AssumeRolePolicyDocument, ManagedPolicyArns = [] }: Role): string[] {
  return [
    ...toList(AssumeRolePolicyDocument.Statement).flatMap((statement) => {
      const known = trusted.find(({ principal }) => principal === JSON.stringify(statement.Principal));
      if (known === undefined) return [`${id}: may be assumed by ${JSON.stringify(statement.Principal)}`];
      const keys = conditionKeys(statement);
      return known.conditions
        .filter((condition) => !keys.includes(condition))
        .map((condition) => `${id}: may be assumed without ${condition}`);
    }),
    ...ManagedPolicyArns.map(
      (arn) => `${id}: managed policy ${JSON.stringify(arn)} grants more than this service needs`,
    ),
  ];
}

const conditionKeys = ({ Condition = {} }: Statement): string[] =>
  Object.values(Condition).flatMap((test) => Object.keys(test));

function topicFindings(id: string, { PolicyDocument }: Policy): string[] {
  return toList(PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => [
      ...(isRecord(statement.Principal) && "Service" in statement.Principal ? [] : [`${id}: open to others`]),
      ...(conditionKeys(statement).includes("aws:SourceAccount") ? [] : [`${id}: no SourceAccount`]),
    ]);
}

function policyFindings(id: string, { PolicyDocument }: Policy): string[] {
  const statements = toList(PolicyDocument.Statement);
  return statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => [
      ...(statement.NotAction || statement.NotResource ? [`${id}: allows everything except a list`] : []),
      ...toList(statement.Action)
        .filter((action) => action.includes("*"))
        .map((action) => `${id}: Action ${action}`),
      ...toList(statement.Resource)
        .filter((resource) => !isNamed(resource) && !isExcused(statement, resource, statements))
        .map((resource) => `${id}: Resource ${JSON.stringify(resource)}`),
      ...partitionFindings(id, statement),
    ]);
}

/**
 * Permissions on a table that are not limited to partitions. `ForAllValues` is also true for a request without a key, such as a
 * scan: hence the test for null.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
function partitionFindings(id: string, { Action, Resource, Condition = {} }: Statement): string[] {
  if (!toList(Action).some((action) => action.startsWith("dynamodb:"))) return [];
  // A stream has no keys: its reader filters what it passes on.
  if (toList(Resource).every(isStream)) return [];
  const partitions = toList(
    Condition["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"] as string | string[] | undefined,
  );
  const isOpen = partitions.length === 0 || partitions.some((partition) => /^\*|^$/.test(partition));
  return [
    ...(isOpen ? [`${id}: permissions on all partitions of a table`] : []),
    ...(String(Condition.Null?.["dynamodb:LeadingKeys"]) === "false"
      ? []
      : [`${id}: permissions on a table without a key`]),
  ];
}

/** An ARN that CloudFormation returns for a resource of the template, a path under one, or an ARN without a wildcard. */
function isNamed(resource: unknown): boolean {
  if (typeof resource === "string") return /^arn:[^*]+$/.test(resource);
  if (!isIntrinsic(resource)) return false;
  const { "Fn::GetAtt": attribute, "Fn::Sub": text } = resource;
  if (Array.isArray(attribute)) return attribute[1] === "Arn" || attribute[1] === "StreamArn";
  if (typeof text !== "string") return false;
  return /^\$\{\w+\.Arn\}\/\w+(\/\$\{!aws:PrincipalTag\/\w+\})?\/\*$/.test(text) || /^arn:[^*]+$/.test(text);
}

function isStream(resource: unknown): boolean {
  if (!isIntrinsic(resource)) return false;
  const { "Fn::GetAtt": attribute } = resource;
  return Array.isArray(attribute) && attribute[1] === "StreamArn";
}

/** `*` if every action of the statement works only with that, and the rest is denied. */
function isExcused(statement: Statement, resource: unknown, statements: readonly Statement[]): boolean {
  if (resource !== "*") return false;
  return toList(statement.Action).every((action) =>
    statements.some(
      ({ Effect, Action, Resource }) =>
        Effect === "Deny" &&
        toList(Action).includes(action) &&
        toList(Resource).some((denied) => withoutResource[action]?.mustDeny.test(textOf(denied))),
    ),
  );
}

const textOf = (value: unknown): string => String(isRecord(value) ? value["Fn::Sub"] : value);
