import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const run = promisify(execFile);
const tour = join(resolve(import.meta.dirname, "../.."), "scripts/tour.ts");

test("npm run tour walks through the whole main use case and prints no complete token", async () => {
  const { apiUrl, cloudUrl } = sharedStack();
  const { stdout } = await run(process.execPath, [tour], {
    env: { ...process.env, API_PORT: new URL(apiUrl).port, CLOUD_PORT: new URL(cloudUrl).port },
  });
  expect(stdout).toContain("The tour is complete");
  expect(stdout.match(/^ ?\d+\. /gm)).toHaveLength(11);
  expect(stdout).not.toMatch(/eyJ[\w-]{40}/);
});

test("without a stack it says so, and fails", async () => {
  const failure = await run(process.execPath, [tour], {
    env: { ...process.env, API_PORT: "1", CLOUD_PORT: "1" },
  }).catch((error: { code: number; stderr: string }) => error);
  expect(failure).toMatchObject({ code: 1, stderr: expect.stringContaining("Start it with npm start") });
});
