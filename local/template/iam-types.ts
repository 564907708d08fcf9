/** CloudFormation's roles and policies, which decide what role sessions may do. */

import { unknownOperators } from "../iam/conditions.ts";
import { trustsIdentities } from "../iam/decide.ts";
import type { Policy, Statement } from "../iam/policy-document.ts";
import { readPolicy } from "../iam/policy-document.ts";
import { isNameLike } from "../iam/policy-text.ts";
import type { RoleDefinition, RoleDirectory } from "../iam/role-directory.ts";
import { roleIdOf } from "../iam/session.ts";
import { placedType } from "./placed-type.ts";
import type { DesiredResource, Properties, ResourceType, Warn } from "./resource-type.ts";

interface IamContext {
  readonly roles: RoleDirectory;
  readonly stackName: string;
  readonly accountId: string;
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);

const texts = (value: unknown): readonly string[] => [value ?? []].flat().map(String);

const nameOf = (arn: string): string => arn.split("/").at(-1) ?? "";

export function iamTypes({
  roles,
  stackName,
  accountId,
}: IamContext): Readonly<Record<string, ResourceType>> {
  const arnOf =
    (kind: "policy" | "role", property: string) =>
    ({ logicalId, properties }: DesiredResource) =>
      `arn:aws:iam::${accountId}:${kind}${textOr(properties.Path, "/")}${textOr(properties[property], `${stackName}-${logicalId}`)}`;

  /** A policy beside its roles: `AWS::IAM::Policy` names several, `AWS::IAM::RolePolicy` one. */
  const attachedType = (rolesOf: (properties: Properties) => readonly string[]): ResourceType =>
    placedType({
      idOf: ({ logicalId }) => logicalId,
      put: (id, { properties }, warn) => {
        const name = `${id}, policy ${String(properties.PolicyName)}`;
        warnOfPolicy(readPolicy(name, properties.PolicyDocument, "identity"), warn);
        roles.attachPolicy(id, { name, document: properties.PolicyDocument, roles: rolesOf(properties) });
      },
      remove: (id) => roles.detachPolicy(id),
      valuesOf: (id) => ({ ref: `${stackName}-${id}`, attributes: { Id: id } }),
    });

  return {
    "AWS::IAM::Role": placedType({
      idOf: arnOf("role", "RoleName"),
      put: (arn, { properties }, warn) => {
        roles.putRole(arn, properties as RoleDefinition);
        const role = roles.find(arn);
        for (const policy of role?.policies.identity ?? []) warnOfPolicy(policy, warn);
        if (role?.policies.boundary) warnOfPolicy(role.policies.boundary, warn);
        if (role !== null) warnOfTrust(role.trust, warn);
      },
      remove: (arn) => roles.removeRole(arn),
      valuesOf: (arn) => ({ ref: nameOf(arn), attributes: { Arn: arn, RoleId: roleIdOf(arn) } }),
    }),
    "AWS::IAM::Policy": attachedType(({ Roles }) => texts(Roles)),
    "AWS::IAM::RolePolicy": attachedType(({ RoleName }) => texts(RoleName)),
    "AWS::IAM::ManagedPolicy": placedType({
      idOf: arnOf("policy", "ManagedPolicyName"),
      put: (arn, { properties }, warn) => {
        const document = properties.PolicyDocument;
        warnOfPolicy(readPolicy(nameOf(arn), document, "identity"), warn);
        roles.putManagedPolicy(arn, document);
        roles.attachPolicy(arn, { name: nameOf(arn), document, roles: texts(properties.Roles) });
      },
      remove: (arn) => {
        roles.removeManagedPolicy(arn);
        roles.detachPolicy(arn);
      },
      valuesOf: (arn) => ({ ref: arn, attributes: { PolicyArn: arn, PolicyName: nameOf(arn) } }),
    }),
    "AWS::S3::BucketPolicy": placedType({
      idOf: ({ properties }) => `arn:aws:s3:::${String(properties.Bucket)}`,
      put: (arn, { properties }, warn) => {
        warnOfPolicy(readPolicy(`the policy of ${arn}`, properties.PolicyDocument, "resource"), warn);
        roles.putResourcePolicy(arn, properties.PolicyDocument);
      },
      remove: (arn) => roles.removeResourcePolicy(arn),
      valuesOf: (arn) => ({ ref: arn.slice("arn:aws:s3:::".length), attributes: {} }),
    }),
  };
}

/** Warns at start about a policy that will refuse what it might allow. Services that do not check policies are skipped. */
function warnOfPolicy({ statements }: Policy, warn: Warn): void {
  for (const statement of statements) if (isOnServices(statement)) warnOfStatement(statement, warn);
}

function warnOfTrust({ statements }: Policy, warn: Warn): void {
  for (const statement of statements) {
    if (trustsIdentities(statement.principals)) warnOfStatement(statement, warn);
  }
}

function warnOfStatement({ place, conditions, notModelled }: Statement, warn: Warn): void {
  for (const part of [...notModelled, ...unknownOperators(conditions)]) {
    warn(`${place}: ${part} is not modelled by the local cloud, so what depends on it is refused`);
  }
}

/** Whether a statement may speak of S3 or DynamoDB. */
function isOnServices({ action }: Statement): boolean {
  const isNamed = (pattern: string) =>
    ["s3", "dynamodb"].some((service) => isNameLike(service, pattern.split(":")[0] ?? ""));
  return action.isExcluded || action.patterns.some(isNamed);
}
