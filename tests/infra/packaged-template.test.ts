import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { resolveVariant } from "../../cloudformation/resolve-template.ts";
import type { Template } from "../../cloudformation/template.ts";
import { GROUP_SCOPES, MACHINE_SCOPES, SCOPES } from "../../libs/auth/permissions.ts";
import { renderDashboard } from "../../scripts/monitoring-docs/render-dashboard.ts";
import { packageStages, STAGES, type Stage } from "../../scripts/packaging/package-stages.ts";
import { resourceNamed, resourcesOfType } from "../../scripts/template/check.ts";
import { checks, packagedChecks, signInChecks } from "../../scripts/template/checks.ts";
import { resourceServerScopes } from "../../scripts/template/client-rules.ts";
import { dashboardBody } from "../../scripts/template/monitoring-findings.ts";
import { NEWER_TYPES } from "../../scripts/template/newer-schemas.ts";
import {
  combinations,
  everySignIn,
  everythingOn,
  switchedParameters,
} from "../../scripts/template/optional-parts.ts";
import { schemaOf } from "../../scripts/template/schema-findings.ts";
import { retentionFindings } from "../../scripts/template/storage-findings.ts";
import { mistakes, optionalMistakes, packagedMistakes } from "../support/checks/template/all-mistakes.ts";
import { draftOf } from "../support/checks/template/mistake.ts";
import { packagedTemplates } from "../support/checks/template/packaged-templates.ts";
import { SERVICE_TRIGGERS } from "../support/worlds/service-triggers.ts";

/** As packaged, with parameters and conditions; as each stage deploys it; and with every combination of switches. */
let packaged: Record<Stage, Template>;
let deployed: Record<Stage, Template>;
let variants: Record<Stage, readonly { readonly name: string; readonly template: Template }[]>;
const forEachStage = <Value>(make: (stage: Stage) => Value) =>
  Object.fromEntries(STAGES.map((stage) => [stage, make(stage)])) as Record<Stage, Value>;

beforeAll(async () => {
  packaged = await packagedTemplates();
  deployed = forEachStage((stage) => resolveVariant(packaged[stage]));
  variants = forEachStage((stage) =>
    combinations.map(({ name, values }) => ({ name, template: resolveVariant(packaged[stage], values) })),
  );
});

describe.each(STAGES)("stage %s", (stage) => {
  test.each(packagedChecks)("%s", (_name, check) => {
    expect(check(packaged[stage])).toEqual([]);
  });

  test.each(checks)("%s", (_name, check) => {
    expect(check(deployed[stage])).toEqual([]);
  });

  test.each(checks)("%s, whatever is switched on", (_name, check) => {
    const findings = variants[stage].flatMap(({ name, template }) =>
      check(template).map((finding) => `with ${name}: ${finding}`),
    );
    expect(findings).toEqual([]);
  });
});

test.each(STAGES)(
  "the account and auth modules have the same settings for factors and pauses, in %s",
  (stage) => {
    const variablesOf = (id: string) =>
      (resourceNamed(packaged[stage], id).Properties.Environment as { Variables: Record<string, unknown> })
        .Variables;
    const [own, others] = [variablesOf("AccountLambdaFunction"), variablesOf("AuthLambdaFunction")];
    for (const name of ["SECOND_FACTORS", "SMS_COUNTRIES", "OTP_PAUSE_SECONDS"]) {
      expect(own[name]).toBeDefined();
      expect([name, own[name]]).toEqual([name, others[name]]);
    }
  },
);

test("types are declared by hand only as long as the installed schemas lack them", () => {
  expect(Object.keys(NEWER_TYPES).filter((type) => schemaOf(type) !== undefined)).toEqual([]);
});

test("every switchable parameter is covered", () => {
  const values = [
    "DomainGroups",
    "FailedSignInsLimit",
    "FirstAdminEmail",
    "SessionsPerUser",
    "SignUpMode",
    "SignUpsLimit",
    "SmsMonthlyLimitUsd",
  ];
  expect(Object.keys(packaged.prod.Parameters ?? {}).sort()).toEqual(
    [...switchedParameters, ...values].sort(),
  );
});

test("a --param value becomes the default of the template's parameter with that name", async () => {
  const given = {
    ...everythingOn.values,
    SessionsPerUser: "7",
    SmsMonthlyLimitUsd: "25",
    FailedSignInsLimit: "7",
    SignUpsLimit: "9",
  };
  const named = Object.entries(given).map(([name, value]) => [name[0]?.toLowerCase() + name.slice(1), value]);
  const { dev } = await packageStages(["dev"], Object.fromEntries(named));
  const defaults = Object.entries(dev.Parameters ?? {}).map(([name, { Default }]) => [name, String(Default)]);
  // Other parameters keep their defaults: a custom domain replaces the prefix, and SignUpMode is not a switch.
  const others = { LoginDomainPrefix: "", SignUpMode: "open", DomainGroups: "", FirstAdminEmail: "" };
  expect(Object.fromEntries(defaults)).toEqual({ ...others, ...given });
});

test("Cognito accepts every combination of the sign-in parameters", () => {
  const { Resources, ...rest } = packaged.prod;
  const ofSignIn = Object.entries(Resources).filter(([, { Type }]) =>
    /^AWS::Cognito::(UserPool|ManagedLogin)/.test(Type),
  );
  const template = { ...rest, Resources: Object.fromEntries(ofSignIn), Outputs: {} };
  let looked = 0;
  const findings: string[] = [];
  for (const { name, values } of everySignIn()) {
    const variant = resolveVariant(template, values);
    for (const [, check] of signInChecks) {
      findings.push(...check(variant).map((finding) => `with ${name}: ${finding}`));
    }
    looked += 1;
  }
  expect(findings).toEqual([]);
  expect(looked).toBeGreaterThan(1000);
});

test.each(["staging", "prod"] as const)("%s keeps users' data when the stack is deleted", (stage) => {
  expect(retentionFindings(deployed[stage])).toEqual([]);
});

test.each(["dev", "local"] as const)("%s can be removed without a trace", (stage) => {
  const kept = Object.entries(deployed[stage].Resources).filter(([, { DeletionPolicy }]) =>
    String(DeletionPolicy).startsWith("Retain"),
  );
  expect(kept).toEqual([]);
  expect(resourceNamed(deployed[stage], "CognitoUserPoolMain").Properties.DeletionProtection).toBe(
    "INACTIVE",
  );
});

test("the resource server has exactly the scopes of the permission map", () => {
  expect(resourceServerScopes(deployed.prod).sort()).toEqual([...SCOPES].sort());
});

test("a machine client may request exactly the scopes for machines", () => {
  const { Properties } = resourceNamed(
    resolveVariant(packaged.prod, { MachineToMachine: "true" }),
    "MachineClient",
  );
  expect(Properties.AllowedOAuthScopes).toEqual(MACHINE_SCOPES);
});

test("the template has exactly the groups of the permission map", () => {
  const groups = resourcesOfType<{ GroupName: string }>(deployed.prod, "AWS::Cognito::UserPoolGroup");
  expect(groups.map(({ properties }) => properties.GroupName).sort()).toEqual(
    [...GROUP_SCOPES.keys()].sort(),
  );
});

test("the docs show the current dashboard (npm run docs:dashboard redraws it)", () => {
  const picture = readFileSync(new URL("../../docs/dashboard.svg", import.meta.url), "utf8");
  expect(renderDashboard(dashboardBody(packaged.prod))).toBe(picture);
});

test("every file of triggers/ is the trigger that its name says", () => {
  const { Resources } = resolveVariant(packaged.prod, everythingOn.values);
  const triggers = resourceNamed({ Resources }, "CognitoUserPoolMain").Properties.LambdaConfig as object;
  const handlers = Object.entries(triggers).map(([name, target]) => {
    const [id = ""] = /\w+LambdaFunction/.exec(JSON.stringify(target)) ?? [];
    return [name.replace(/Config$/, ""), resourceNamed({ Resources }, id).Properties.Handler];
  });
  const files = [...SERVICE_TRIGGERS].map(([name, file]) => [name, `triggers/${file}.handler`]);
  expect(Object.fromEntries(handlers)).toEqual(Object.fromEntries(files));
});

describe("a mistake is detected", () => {
  test.each(mistakes)("$mistake", ({ check, make, finding }) => {
    const template = draftOf(deployed.prod);
    make(template);
    expect(check(template)).toContainEqual(expect.stringContaining(finding));
  });

  test.each(optionalMistakes)("in an optional resource: $mistake", ({ check, make, finding }) => {
    const template = draftOf(resolveVariant(packaged.prod, everythingOn.values));
    expect(check(template)).toEqual([]);
    make(template);
    expect(check(template)).toContainEqual(expect.stringContaining(finding));
  });

  test.each(packagedMistakes)("in parameters: $mistake", ({ check, make, finding }) => {
    const template = draftOf(packaged.prod);
    make(template);
    expect(check(template)).toContainEqual(expect.stringContaining(finding));
  });
});
