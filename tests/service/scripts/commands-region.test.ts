import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { readStackOutput } from "../../../scripts/deployment/stack-output.ts";
import { createTarget } from "../../../scripts/deployment/target.ts";
import { bundledScript } from "../../support/clients/bundled-script.ts";
import { startStackEndpoint } from "../../support/stacks/stack-endpoint.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../../support/worlds/aws-endpoint.ts";

const scripts = resolve(import.meta.dirname, "../../../scripts");
let aws: AwsEndpoint;
let folder: string;
let endpoint: string;

beforeAll(async () => {
  aws = await startAwsEndpoint();
  endpoint = String(process.env.AWS_ENDPOINT_URL);
  folder = mkdtempSync(join(tmpdir(), "commands-region-"));
  writeFileSync(join(folder, "users.jsonl"), "");
});

beforeEach(() => {
  aws.received.length = 0;
  aws.answer(() => ({
    status: 400,
    headers: { "x-amzn-errortype": "NotAuthorizedException" },
    body: '{"message":"That is far enough."}',
  }));
});

afterAll(async () => {
  await aws.stop();
  rmSync(folder, { recursive: true });
});

/** Runs a command with another region in the environment; it fails at the first request, which shows the region used. */
async function regionsOf(name: string, ...options: string[]) {
  const environment = {
    PATH: process.env.PATH ?? "",
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? "",
    AWS_REGION: "eu-west-3",
    AWS_DEFAULT_REGION: "eu-west-3",
  };
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [await bundledScript(resolve(scripts, name)), "--stage", "dev", "--endpoint", endpoint, ...options],
    { env: environment, cwd: folder },
  ).catch((error: { stderr: string }) => error);
  const signed = aws.received.map(({ headers }) => headers.authorization?.split("/")[2]);
  return { stderr, signed: [...new Set(signed)] };
}

const COMMANDS: [string, ...string[]][] = [
  ["seed.ts"],
  ["export-users.ts"],
  ["import-users.ts", "--input", "users.jsonl"],
];

describe.each(COMMANDS)("%s", (name, ...options) => {
  test("uses the region of config/params.yml, which it prints first, and not that of the environment", async () => {
    const { stderr, signed } = await regionsOf(name, ...options);
    expect(signed).toEqual(["us-east-1"]);
    expect(stderr.split("\n").slice(0, 2)).toEqual([
      "Stage dev in us-east-1 (config/params.yml).",
      "AWS_REGION is eu-west-3 and is ignored, as by sls deploy: give --region eu-west-3 to use it.",
    ]);
  });

  test("uses the region of --region", async () => {
    const { stderr, signed } = await regionsOf(name, ...options, "--region", "eu-central-1");
    expect(signed).toEqual(["eu-central-1"]);
    expect(stderr).toMatch(/^Stage dev in eu-central-1 \(--region\)\.\n/);
  });

  test("refuses a pool of another region before it sends anything", async () => {
    const pool = ["--pool-id", "eu-central-1_Ab12Cd34E", "--region", "us-east-1"];
    const { stderr, signed } = await regionsOf(name, ...options, ...pool);
    expect(signed).toEqual([]);
    expect(stderr).toContain(
      "The pool eu-central-1_Ab12Cd34E is in eu-central-1, not in us-east-1: give --region eu-central-1.",
    );
  });
});

test("a missing stack is reported in one sentence, with the region that was searched", async () => {
  const stack = await startStackEndpoint("serverless-auth-prod", null);
  const target = createTarget({
    stage: "prod",
    region: "eu-central-1",
    endpoint: process.env.AWS_ENDPOINT_URL,
  });
  try {
    await expect(readStackOutput(target, "UserPoolId")).rejects.toThrow(
      "Stack serverless-auth-prod does not exist in eu-central-1: deploy it (npx sls deploy --stage prod), or give its --region.",
    );
  } finally {
    await stack.stop();
  }
});

test("a stack without the output is also reported in one sentence", async () => {
  const template = { Resources: {} };
  const stack = await startStackEndpoint("serverless-auth-prod", {
    template,
    physicalIds: {},
    outputs: { ApiUrl: "https://x" },
  });
  const target = createTarget({ stage: "prod", region: "us-east-1", endpoint: process.env.AWS_ENDPOINT_URL });
  try {
    await expect(readStackOutput(target, "ApiUrl")).resolves.toBe("https://x");
    await expect(readStackOutput(target, "UserPoolId")).rejects.toThrow(
      "The stack serverless-auth-prod in us-east-1 has no output UserPoolId.",
    );
  } finally {
    await stack.stop();
  }
});
