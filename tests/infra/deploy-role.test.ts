import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { HANDLER_PERMISSIONS, WITHOUT_SCHEMA } from "../support/checks/handler-permissions.ts";
import { packagedTemplates } from "../support/checks/template/packaged-templates.ts";

/** Permissions of handlers that this service's resources never need, with the reason. */
const NOT_NEEDED: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    pattern: /^kms:/,
    why: "no resource has a customer-managed key; AWS's own keys are open to the services",
  },
  { pattern: /^(ec2|elasticfilesystem):/, why: "no function is in a VPC" },
  { pattern: /^kinesis:/, why: "the table has no stream of Kinesis" },
  { pattern: /^firehose:/, why: "log groups have no deliveries" },
  { pattern: /^cognito-sync:/, why: "the identity pool does not synchronise" },
  { pattern: /^(apprunner|appsync|elasticloadbalancing):/, why: "the firewall protects only the pool" },
  {
    pattern:
      /^cloudfront:(CreateConnectionGroup|GetConnectionGroup|GetVpcOrigin|UpdateDistributionWithStagingConfig)$/,
    why: "the distribution has one tenant, no staging twin and no origin in a VPC",
  },
  {
    pattern: /^iam:(Delete|Put)RolePermissionsBoundary$/,
    why: "no role has a boundary, and the deploying role must not remove one",
  },
];

const text = readFileSync(new URL("../../docs/deploy-role.yml", import.meta.url), "utf8");
const [own = "", throughCloudFormation = ""] = text.split("- PolicyName: through-cloudformation");

/** Every action of the Allow statements, whether `Action` is a list or a single string. */
const actionsIn = (policy: string): string[] =>
  policy
    .split(/(?=- Sid: )/)
    .filter((statement) => /Effect: Allow/.test(statement))
    .flatMap((statement) =>
      [...statement.matchAll(/(?:^\s+- |\bAction: )([a-z0-9-]+:[A-Za-z*]+)$/gm)].map(
        ([, action = ""]) => action,
      ),
    );

const granted = actionsIn(throughCloudFormation);

/** Compares actions case-insensitively; `*` matches any name. */
const isGranted = (permission: string): boolean =>
  granted.some((action) => {
    const [service = "", name = ""] = action.toLowerCase().split(":");
    const [itsService = "", itsName = ""] = permission.toLowerCase().split(":");
    return service === itsService && (name === "*" || name === itsName);
  });

let types: string[];

beforeAll(async () => {
  const templates = Object.values(await packagedTemplates());
  const resources = templates.flatMap(({ Resources }) => Object.values(Resources));
  types = [...new Set(resources.map(({ Type }) => Type))].sort();
});

describe("the role that deploys", () => {
  test("has every permission that the handlers of the template's types need", () => {
    const missing = types.flatMap((type) =>
      (HANDLER_PERMISSIONS[type] ?? [])
        .filter((permission) => !NOT_NEEDED.some(({ pattern }) => pattern.test(permission)))
        .filter((permission) => !isGranted(permission))
        .map((permission) => `${type} ${permission}`),
    );
    expect(missing).toEqual([]);
  });

  test("has all permissions of a service if the type's schema is unknown", () => {
    const missing = Object.entries(WITHOUT_SCHEMA).filter(([, service]) => !granted.includes(`${service}:*`));
    expect(missing).toEqual([]);
  });

  test("is checked against exactly the types of the template", () => {
    const known = [...Object.keys(HANDLER_PERMISSIONS), ...Object.keys(WITHOUT_SCHEMA)];
    expect(known.sort()).toEqual(types);
  });

  test("every listed exception is named by a handler and is not granted", () => {
    const all = Object.values(HANDLER_PERMISSIONS).flat();
    for (const { pattern } of NOT_NEEDED) {
      expect(all.filter((permission) => pattern.test(permission))).not.toEqual([]);
      expect(granted.filter((action) => pattern.test(action))).toEqual([]);
    }
  });

  test("has no permission through CloudFormation that no handler needs", () => {
    const all = Object.values(HANDLER_PERMISSIONS)
      .flat()
      .map((permission) => permission.toLowerCase());
    const services = new Set([
      ...all.map((permission) => permission.split(":")[0]),
      ...Object.values(WITHOUT_SCHEMA),
    ]);
    // CloudFormation itself resolves the secrets of providers.
    const others = granted.filter((action) => action !== "secretsmanager:GetSecretValue");
    const needless = others.filter((action) =>
      action.endsWith(":*") ? !services.has(action.split(":")[0] ?? "") : !all.includes(action.toLowerCase()),
    );
    expect(needless).toEqual([]);
  });

  test("may tag the stack", () => {
    expect(actionsIn(own)).toEqual(
      expect.arrayContaining(["cloudformation:TagResource", "cloudformation:UntagResource"]),
    );
  });

  test("can't reach itself", () => {
    expect(throughCloudFormation).toMatch(/- Sid: NotThisRole\n\s+Effect: Deny\n\s+Action: iam:\*/);
  });
});
