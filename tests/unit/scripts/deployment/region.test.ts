import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { findRegion, ignoredRegion, regionOfPool } from "../../../../scripts/deployment/region.ts";

const repository = resolve(import.meta.dirname, "../../../..");
const LINKED = [
  "cloudformation",
  "functions",
  "jobs",
  "libs",
  "local",
  "node_modules",
  "package.json",
  "resources",
  "triggers",
];

/** The service with another config/params.yml. */
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "region-"));
  for (const name of LINKED) symlinkSync(join(repository, name), join(folder, name));
  cpSync(join(repository, "serverless.yml"), join(folder, "serverless.yml"));
  cpSync(join(repository, "config"), join(folder, "config"), { recursive: true });
  const file = join(folder, "config/params.yml");
  const edited = readFileSync(file, "utf8")
    .replace(/^ {2}region: .*$/m, "  region: eu-central-1 # near the users")
    .replace(/^prod:$/m, 'prod:\n  region: "ap-southeast-2"');
  writeFileSync(file, edited);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the region of a stage", () => {
  test.each([
    ["dev", undefined, "eu-central-1", "config/params.yml"],
    ["prod", undefined, "ap-southeast-2", "config/params.yml"],
    ["prod", "us-west-2", "us-west-2", "--region"],
    ["qa", "us-gov-west-1", "us-gov-west-1", "--region"],
  ])("%s with --region %s is %s, by %s", (stage, given, name, source) => {
    expect(findRegion(stage, given, folder)).toEqual({ name, source });
  });

  test("is not AWS_REGION", () => {
    const before = process.env.AWS_REGION;
    process.env.AWS_REGION = "eu-west-3";
    try {
      expect(findRegion("dev", undefined, folder).name).toBe("eu-central-1");
    } finally {
      if (before === undefined) delete process.env.AWS_REGION;
      else process.env.AWS_REGION = before;
    }
  });

  test.each(["", "EU-CENTRAL-1", "frankfurt", "eu-central-1a", "eu-central-1 ", "eu-central-1/../x"])(
    "is not %j",
    (given) => {
      expect(() => findRegion("dev", given)).toThrow("is not the name of a region");
    },
  );

  test("is refused for a stage that config/params.yml does not have", () => {
    expect(() => findRegion("qa", undefined, folder)).toThrow("The stage qa has no configuration");
  });
});

describe("a region of the environment", () => {
  test.each([
    [{ AWS_REGION: "eu-west-1" }, "AWS_REGION is eu-west-1 and is ignored"],
    [{ AWS_DEFAULT_REGION: "eu-west-1" }, "AWS_DEFAULT_REGION is eu-west-1 and is ignored"],
    [{ AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "eu-west-1" }, "AWS_DEFAULT_REGION is eu-west-1"],
  ])("%j is reported as ignored", (environment, sentence) => {
    expect(ignoredRegion(environment, "us-east-1")).toContain(sentence);
  });

  test.each([{}, { AWS_REGION: "us-east-1" }, { AWS_REGION: "" }])("%j needs no warning", (environment) => {
    expect(ignoredRegion(environment, "us-east-1")).toBeNull();
  });
});

test.each([
  ["eu-central-1_Ab12Cd34E", "eu-central-1"],
  ["us-gov-west-1_Ab12Cd34E", "us-gov-west-1"],
  ["local_1", null],
  ["", null],
])("the pool %j is in %s", (poolId, region) => {
  expect(regionOfPool(poolId)).toBe(region);
});
