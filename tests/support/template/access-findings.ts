import { isIntrinsic, isRecord, resourcesOfType, type Template, toList } from "./template.ts";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | string[];
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
}
interface Policy {
  readonly PolicyDocument: { readonly Statement: Statement | Statement[] };
}
interface Role {
  readonly AssumeRolePolicyDocument: Policy["PolicyDocument"];
  readonly Policies?: Policy[];
  readonly ManagedPolicyArns?: unknown[];
}

/**
 * Rights that are wider than a list of actions on a resource of this template, and roles that anything but Lambda may
 * take. Nothing is excused: no action in use is one of those for which AWS has no resource.
 */
export function leastPrivilegeFindings(template: Template): string[] {
  const roles = resourcesOfType<Role>(template, "AWS::IAM::Role");
  const separate = ["AWS::IAM::RolePolicy", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"].flatMap((type) =>
    resourcesOfType<Policy>(template, type),
  );
  return [
    ...roles.flatMap(({ id, properties }) => [
      ...trustFindings(id, properties),
      ...(properties.Policies ?? []).flatMap((policy) => policyFindings(id, policy)),
    ]),
    ...separate.flatMap(({ id, properties }) => policyFindings(id, properties)),
  ];
}

function trustFindings(id: string, { AssumeRolePolicyDocument, ManagedPolicyArns = [] }: Role): string[] {
  const strangers = toList(AssumeRolePolicyDocument.Statement).filter(
    ({ Principal }) =>
      !isRecord(Principal) || JSON.stringify(Principal) !== '{"Service":"lambda.amazonaws.com"}',
  );
  return [
    ...strangers.map(({ Principal }) => `${id}: may be taken by ${JSON.stringify(Principal)}`),
    ...ManagedPolicyArns.map(
      (arn) => `${id}: managed policy ${JSON.stringify(arn)} is wider than this service needs`,
    ),
  ];
}

function policyFindings(id: string, { PolicyDocument }: Policy): string[] {
  return toList(PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => [
      ...(statement.NotAction || statement.NotResource ? [`${id}: allows all but a list`] : []),
      ...toList(statement.Action)
        .filter((action) => action.includes("*"))
        .map((action) => `${id}: Action ${action}`),
      ...toList(statement.Resource)
        .filter((resource) => !isOwnResource(resource))
        .map((resource) => `${id}: Resource ${JSON.stringify(resource)}`),
    ]);
}

/** An ARN that CloudFormation returns for a resource of the template, or a path under one. */
function isOwnResource(resource: unknown): boolean {
  if (!isIntrinsic(resource)) return false;
  const { "Fn::GetAtt": attribute, "Fn::Sub": text } = resource;
  if (Array.isArray(attribute)) return attribute[1] === "Arn";
  return typeof text === "string" && /^\$\{\w+\.Arn\}\/\w+\/\*$/.test(text);
}
