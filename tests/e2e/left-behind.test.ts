import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { expect, test } from "@jest/globals";
import { isGroupAlive } from "../support/stacks/local-stack.ts";

const support = pathToFileURL(join(import.meta.dirname, "../support/stacks/local-stack.ts")).href;

/** Starts a stack like a test, prints its process id and URL, and then waits. */
const PARENT = `
  const { startLocalStack } = await import(${JSON.stringify(support)});
  const { process: { pid }, cloudUrl } = await startLocalStack({ stateDirectory: process.argv[1] });
  console.log(JSON.stringify({ pid, cloudUrl }));
`;

test("killed tests leave no stack behind", async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), "left-behind-"));
  const command = ["--input-type=module", "--eval", PARENT, stateDirectory];
  const parent = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(parent.stdout), "line");
  const { pid, cloudUrl } = JSON.parse(line);
  expect(isGroupAlive(pid)).toBe(true);

  parent.kill("SIGKILL");
  await once(parent, "exit");
  // It answers until it ends; then the connection is refused.
  while (isGroupAlive(pid)) await fetch(cloudUrl).catch(() => undefined);
  rmSync(stateDirectory, { recursive: true });
});
