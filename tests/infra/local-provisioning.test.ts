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

/** Types that DIVERGENCES.md says are not made locally, by the row of its table that lists them. */
const notMade = (() => {
  const text = readFileSync(new URL("../../local/DIVERGENCES.md", import.meta.url), "utf8");
  const row = text.split("\n").find((line) => line.startsWith("| types that are not made"));
  return [...(row ?? "").matchAll(/`(AWS::\w+::\w+)`/g)].map(([, type = ""]) => type);
})();

/** Also on that page: secrets are not looked up. Only a provider's may be one. */
const isListed = (warning: string): boolean =>
  notMade.some((type) => warning.includes(`: ${type} is not modelled`)) ||
  /\.ProviderDetails\.\w+(\.Fn::Sub)?: the local cloud does not look up \{\{resolve:secretsmanager:/.test(
    warning,
  );

/** Provisions a packaged template in an empty local cloud; answers the warnings that DIVERGENCES.md does not account for. */
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

test.each(STAGES)("the template of %s can be made by the local cloud", async (stage) => {
  expect(await unlistedWarnings(packaged[stage])).toEqual([]);
});

// The first rows of the array: nothing on, everything on, and what covers most pairs.
describe("so can what is optional", () => {
  test.each(combinations.slice(0, 12))("$name", async ({ values }) => {
    expect(await unlistedWarnings(packaged.dev, values)).toEqual([]);
  });
});

test("every type that is listed as not made is one that a stage can have", () => {
  const types = new Set(Object.values(packaged.prod.Resources).map(({ Type }) => Type));
  expect(notMade.filter((type) => !types.has(type))).toEqual([]);
});
