/** The template's roles and policies. Every start creates them again, so they are not stored. */
import type { ApplicablePolicies } from "./decide.ts";
import { type Policy, readPolicy } from "./policy-document.ts";

/** A role with the properties of CloudFormation's `AWS::IAM::Role`. */
export interface RoleDefinition {
  readonly AssumeRolePolicyDocument?: unknown;
  readonly Policies?: readonly { readonly PolicyName?: unknown; readonly PolicyDocument?: unknown }[];
  readonly ManagedPolicyArns?: readonly string[];
  readonly PermissionsBoundary?: string;
  /** Seconds; an hour by default. */
  readonly MaxSessionDuration?: number;
}

export interface Role {
  readonly arn: string;
  readonly trust: Policy;
  readonly maxSessionSeconds: number;
  readonly policies: Pick<ApplicablePolicies, "identity" | "boundary">;
}

export interface RoleDirectory {
  putRole(arn: string, definition: RoleDefinition): void;
  removeRole(arn: string): void;
  /** Adds a policy to roles, or replaces the one with the same key. */
  attachPolicy(
    key: string,
    policy: { readonly name: string; readonly document: unknown; readonly roles: readonly string[] },
  ): void;
  detachPolicy(key: string): void;
  putManagedPolicy(arn: string, document: unknown): void;
  removeManagedPolicy(arn: string): void;
  putResourcePolicy(resourceArn: string, document: unknown): void;
  removeResourcePolicy(resourceArn: string): void;
  /** `null` for a role that is not in the template. */
  find(arn: string): Role | null;
  resourcePolicy(resourceArn: string): Policy | null;
}

/**
 * AWS's own policies that allow writing logs and traces and making network interfaces, and deny nothing
 * (https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html). The content of others is unknown here.
 */
const WITHOUT_MEANING_HERE = new Set(
  [
    "AWSXRayDaemonWriteAccess",
    "CloudWatchLambdaInsightsExecutionRolePolicy",
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaVPCAccessExecutionRole",
  ].map((name) => `arn:aws:iam::aws:policy/${name}`),
);

/** A role whose documents have been read. */
interface ReadRole extends Pick<Role, "maxSessionSeconds" | "trust"> {
  readonly inside: readonly Policy[];
  readonly managed: readonly string[];
  readonly boundary: string | undefined;
}

function readRole(arn: string, definition: RoleDefinition): ReadRole {
  const name = nameOf(arn);
  return {
    trust: readPolicy(`the trust policy of ${name}`, definition.AssumeRolePolicyDocument, "trust"),
    maxSessionSeconds: definition.MaxSessionDuration ?? 3600,
    inside: (definition.Policies ?? []).map(({ PolicyName, PolicyDocument }) =>
      readPolicy(`${name}, policy ${String(PolicyName)}`, PolicyDocument, "identity"),
    ),
    managed: (definition.ManagedPolicyArns ?? []).filter((policy) => !WITHOUT_MEANING_HERE.has(policy)),
    boundary: definition.PermissionsBoundary,
  };
}

export function createRoleDirectory(): RoleDirectory {
  const roles = new Map<string, ReadRole>();
  const attached = new Map<string, { readonly policy: Policy; readonly roles: readonly string[] }>();
  const managed = new Map<string, Policy>();
  const ofResources = new Map<string, Policy>();

  /** A missing policy could deny anything, so it counts as a document that can't be read. */
  const managedPolicy = (arn: string): Policy =>
    managed.get(arn) ?? readPolicy(`the managed policy ${arn}`, undefined, "identity");

  const beside = (name: string): readonly Policy[] =>
    [...attached.values()].filter((one) => one.roles.includes(name)).map(({ policy }) => policy);

  return {
    putRole: (arn, definition) => {
      roles.set(arn, readRole(arn, definition));
    },
    removeRole: (arn) => {
      roles.delete(arn);
    },
    attachPolicy: (key, { name, document, roles: names }) => {
      attached.set(key, { policy: readPolicy(name, document, "identity"), roles: names });
    },
    detachPolicy: (key) => {
      attached.delete(key);
    },
    putManagedPolicy: (arn, document) => {
      managed.set(arn, readPolicy(nameOf(arn), document, "identity"));
    },
    removeManagedPolicy: (arn) => {
      managed.delete(arn);
    },
    putResourcePolicy: (resourceArn, document) => {
      ofResources.set(resourceArn, readPolicy(`the policy of ${resourceArn}`, document, "resource"));
    },
    removeResourcePolicy: (resourceArn) => {
      ofResources.delete(resourceArn);
    },
    find: (arn) => {
      const role = roles.get(arn);
      if (role === undefined) return null;
      const { trust, maxSessionSeconds, boundary } = role;
      return {
        arn,
        trust,
        maxSessionSeconds,
        policies: {
          identity: [...role.inside, ...beside(nameOf(arn)), ...role.managed.map(managedPolicy)],
          boundary: boundary === undefined ? null : managedPolicy(boundary),
        },
      };
    },
    resourcePolicy: (resourceArn) => ofResources.get(resourceArn) ?? null,
  };
}

/** The last part of an ARN: a role's or a policy's name, without its path. */
const nameOf = (arn: string): string => arn.split("/").at(-1) ?? "";
