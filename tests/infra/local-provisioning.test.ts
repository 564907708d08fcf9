import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type ParameterValues, withDefaults } from "../../cloudformation/parameter-values.ts";
import type { Template } from "../../cloudformation/template.ts";
import { STAGES, type Stage } from "../../scripts/packaging/package-stages.ts";
import { combinations } from "../../scripts/template/optional-parts.ts";
import { packagedTemplates } from "../support/checks/template/packaged-templates.ts";
import { startTestCloud } from "../support/worlds/test-cloud.ts";

let packaged: Record<Stage, Template>;
beforeAll(async () => {
  packaged = await packagedTemplates();
});

/** Types that DIVERGENCES.md lists as not created locally. */
const notCreated = (() => {
  const text = readFileSync(new URL("../../local/DIVERGENCES.md", import.meta.url), "utf8");
  const row = text.split("\n").find((line) => line.startsWith("| types that are not made"));
  return [...(row ?? "").matchAll(/`(AWS::\w+::\w+)`/g)].map(([, type = ""]) => type);
})();

/** Also listed there: secrets are not resolved. Only a provider and the webhook may have one. */
const isListed = (warning: string): boolean =>
  notCreated.some((type) => warning.includes(`: ${type} is not modelled`)) ||
  /\.(ProviderDetails\.\w+(\.Fn::Sub)?|ApiKeyAuthParameters\.ApiKeyValue): the local cloud does not look up \{\{resolve:secretsmanager:/.test(
    warning,
  );

/** Provisions a packaged template in an empty local cloud; returns the warnings that DIVERGENCES.md does not list. */
async function unlistedWarnings(template: Template, values: ParameterValues = {}): Promise<string[]> {
  const cloud = await startTestCloud();
  try {
    const { warnings } = await cloud.provision(withDefaults(template, values), {
      stackName: "serverless-auth-test",
      apiUrl: "http://localhost:3000",
    });
    return warnings.filter((warning) => !isListed(warning));
  } finally {
    await cloud.close();
  }
}

test.each(STAGES)("the local cloud can provision the template of %s", async (stage) => {
  expect(await unlistedWarnings(packaged[stage])).toEqual([]);
});

// The first rows of the covering array: nothing on, everything on, and the rows that cover most pairs.
describe("optional features can be provisioned", () => {
  test.each(combinations.slice(0, 12))("$name", async ({ values }) => {
    expect(await unlistedWarnings(packaged.dev, values)).toEqual([]);
  });
});

test("every type listed as not created is used by some stage", () => {
  const types = new Set(Object.values(packaged.prod.Resources).map(({ Type }) => Type));
  expect(notCreated.filter((type) => !types.has(type))).toEqual([]);
});
