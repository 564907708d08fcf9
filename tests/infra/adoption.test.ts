import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Template as Compared, Template } from "../../cloudformation/template.ts";
import { type Adoption, adoptedTemplate } from "../../scripts/adoption/adopted-template.ts";
import { STAGES, type Stage } from "../../scripts/packaging/package-stages.ts";
import { everythingOn } from "../../scripts/template/optional-parts.ts";
import { danglingReferenceFindings } from "../../scripts/template/reference-findings.ts";
import { schemaFindings } from "../../scripts/template/schema-findings.ts";
import { packagedTemplates } from "../support/checks/template/packaged-templates.ts";

const existing = {
  CognitoUserPoolMain: "us-east-1_Ab12Cd34E",
  ActivityTable: "activity-1",
  FilesBucket: "files-1",
  IdentityPool: "us-east-1:11111111-1111-4111-8111-111111111111",
};
const pseudoParameters = { "AWS::Region": "us-east-1", "AWS::StackName": "serverless-auth-prod" };

let packaged: Record<Stage, Template>;

beforeAll(async () => {
  packaged = await packagedTemplates();
});

/** The packaged template with other defaults, as `--param` gives them. */
function withDefaults(template: Template, values: Readonly<Record<string, string>>): Template {
  const parameters = Object.entries(template.Parameters ?? {}).map(([name, parameter]) => [
    name,
    { ...parameter, ...(values[name] === undefined ? {} : { Default: values[name] }) },
  ]);
  return { ...template, Parameters: Object.fromEntries(parameters) };
}

const adopt = (template: Template, ids: Readonly<Record<string, string>> = existing): Adoption =>
  adoptedTemplate(template as Compared, ids, pseudoParameters);

describe.each(STAGES)("the adoption template of stage %s", (stage) => {
  test.each([
    ["as it is", {}],
    ["with everything on", everythingOn.values],
  ])("is a template that is valid by itself, %s", (_, values) => {
    const { template } = adopt(withDefaults(packaged[stage], values));
    const whole = { Resources: template.Resources, Outputs: {} } as unknown as Template;
    expect(danglingReferenceFindings(whole)).toEqual([]);
    expect(schemaFindings(whole)).toEqual([]);
    expect(Object.keys(template).sort()).toEqual(["AWSTemplateFormatVersion", "Resources"]);
    expect(Object.keys(template.Resources).sort()).toEqual(Object.keys(existing).sort());
    expect(JSON.stringify(template)).not.toMatch(/"Fn::|"Condition"|"DependsOn"|"Ref"/);
  });
});

test("every resource is retained when the stack is deleted, and is identified by its type's id", () => {
  const { template, resourcesToImport } = adopt(packaged.prod);
  for (const { DeletionPolicy, UpdateReplacePolicy } of Object.values(template.Resources)) {
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(["Retain", "Retain"]);
  }
  const identifiers = resourcesToImport.map(({ LogicalResourceId, ResourceIdentifier }) => [
    LogicalResourceId,
    ResourceIdentifier,
  ]);
  expect(Object.fromEntries(identifiers)).toEqual({
    CognitoUserPoolMain: { UserPoolId: existing.CognitoUserPoolMain },
    ActivityTable: { TableName: existing.ActivityTable },
    FilesBucket: { BucketName: existing.FilesBucket },
    IdentityPool: { Id: existing.IdentityPool },
  });
});

test("references to other resources are left out and reported: the deployment sets them", () => {
  const values = { Sms: "true" };
  expect(adopt(withDefaults(packaged.prod, values)).leftOut).toEqual([
    "CognitoUserPoolMain.LambdaConfig",
    "CognitoUserPoolMain.SmsConfiguration",
    "IdentityPool.CognitoIdentityProviders",
  ]);
});

test("a single resource can be adopted; an unknown one is refused", () => {
  const { template } = adopt(packaged.prod, { ActivityTable: "activity-1" });
  expect(Object.keys(template.Resources)).toEqual(["ActivityTable"]);
  expect(() => adopt(packaged.prod, { Tabel: "x" })).toThrow("The template has no resource Tabel.");
  expect(() => adopt(packaged.prod, { SpaClient: "x" })).toThrow(
    "AWS::Cognito::UserPoolClient can't be imported by a single id",
  );
});

describe("the command", () => {
  const script = resolve(import.meta.dirname, "../../scripts/adopt.ts");
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "adopt-"));
    writeFileSync(join(folder, "cloudformation-template-update-stack.json"), JSON.stringify(packaged.prod));
    const state = { service: { provider: { region: "us-east-1" } } };
    writeFileSync(join(folder, "serverless-state.json"), JSON.stringify(state));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const command = (...options: string[]) =>
    promisify(execFile)(process.execPath, [script, "--package", folder, "--output", folder, ...options]);

  test("writes both files, and prints the commands that import them", async () => {
    const { stdout } = await command("--stage", "prod", "--pool-id", existing.CognitoUserPoolMain);
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
    expect(Object.keys(read("template.json").Resources)).toEqual(["CognitoUserPoolMain"]);
    expect(read("resources.json")).toHaveLength(1);
    expect(stdout).toContain("Stage prod in us-east-1. 1 resource to adopt");
    expect(stdout).toContain(
      "--stack-name serverless-auth-prod --change-set-name adopt --change-set-type IMPORT",
    );
    expect(stdout).toContain(`--template-body file://${join(folder, "template.json")}`);
  });

  test.each([
    [[], "Which stage?"],
    [["--stage", "prod"], "What do you want to adopt?"],
    [["--stage", "prod", "--pool-id", "eu-central-1_Ab12Cd34E"], "give --region eu-central-1"],
  ])("refuses %j in one sentence", async (options, sentence) => {
    await expect(command(...options)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(sentence),
    });
  });
});
