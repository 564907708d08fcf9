/** The permissions of the functions' roles, from the packaged template with all optional parts enabled. */

import type { ParameterValues } from "../../../../cloudformation/parameter-values.ts";
import { resolveVariant } from "../../../../cloudformation/resolve-template.ts";
import { isRecord, type Template } from "../../../../cloudformation/template.ts";
import { type Policy, readPolicy } from "../../../../local/iam/policy-document.ts";
import { ACCOUNT, BUCKET, POOL_ARN, REGION, TABLE_ARN } from "./places.ts";

/** The parameters of the stage local, with everything enabled that is off there. */
const EVERYTHING: ParameterValues = {
  SesIdentityArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/example.com`,
  MailFrom: "Example <no-reply@example.com>",
  MagicLinks: "true",
  Sms: "true",
  MigrationUrl: "https://former.example.com/accounts",
  MigrationSecretArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:migration-AbCdEf`,
  OrphanCleanup: "delete",
  DynamicRegistration: "open",
};

export interface FunctionPolicies {
  readonly roleId: string;
  readonly policies: readonly Policy[];
}

/** By the function's key in serverless.yml. */
export function functionPolicies(template: Template): ReadonlyMap<string, FunctionPolicies> {
  const { Resources } = resolveVariant(template, EVERYTHING);
  const resources = Object.entries(Resources);
  const found = new Map<string, FunctionPolicies>();
  for (const [, { Type, Properties = {} }] of resources) {
    if (Type !== "AWS::Lambda::Function") continue;
    const roleId = referredId(Properties.Role);
    const inline = listOf(Resources[roleId]?.Properties?.Policies);
    const beside = resources
      .filter(([, { Type: type }]) => type === "AWS::IAM::RolePolicy")
      .map(([, resource]) => resource.Properties ?? {})
      .filter(({ RoleName }) => referredId(RoleName) === roleId);
    const policies = [...inline, ...beside].map(({ PolicyName, PolicyDocument }) =>
      readPolicy(String(PolicyName), concrete(PolicyDocument), "identity"),
    );
    // serverless-auth-prod-preSignUp
    found.set(String(Properties.FunctionName).split("-").slice(3).join("-"), { roleId, policies });
  }
  return found;
}

const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

/** The logical id of `{"Ref": …}` and `{"Fn::GetAtt": […, …]}`. */
function referredId(value: unknown): string {
  const { Ref, "Fn::GetAtt": attribute } = isRecord(value) ? value : {};
  const id = Ref ?? (Array.isArray(attribute) ? attribute[0] : String(attribute).split(".")[0]);
  return String(id);
}

const KNOWN: Readonly<Record<string, string>> = {
  "AWS::Region": REGION,
  "AWS::AccountId": ACCOUNT,
  "AWS::Partition": "aws",
  "CognitoUserPoolMain.Arn": POOL_ARN,
  "ActivityTable.Arn": TABLE_ARN,
  "FilesBucket.Arn": `arn:aws:s3:::${BUCKET}`,
};

/** @throws Error for an unknown reference, such as a permission on another resource */
function known(name: string): string {
  if (name.endsWith("LogGroup.Arn")) return `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}`;
  const value = KNOWN[name];
  if (value === undefined) throw new Error(`The check of the roles' permissions does not know ${name}.`);
  return value;
}

/** A policy without references. */
function concrete(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(concrete);
  if (!isRecord(value)) return value;
  if ("Ref" in value) return known(String(value.Ref));
  const attribute = value["Fn::GetAtt"];
  if (attribute !== undefined) {
    return known(Array.isArray(attribute) ? attribute.join(".") : String(attribute));
  }
  const text = value["Fn::Sub"];
  if (typeof text === "string") return text.replace(/\$\{([^!}]+)\}/g, (_, name: string) => known(name));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, concrete(member)]));
}
