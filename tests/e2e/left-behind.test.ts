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

/** Starts a stack as tests do, tells what it is, and then waits for the end. */
const PARENT = `
  const { startLocalStack } = await import(${JSON.stringify(support)});
  const { process: { pid }, cloudUrl } = await startLocalStack({ stateDirectory: process.argv[1] });
  console.log(JSON.stringify({ pid, cloudUrl }));
`;

test("tests that are killed leave no stack behind", async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), "left-behind-"));
  const command = ["--input-type=module", "--eval", PARENT, stateDirectory];
  const parent = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(parent.stdout), "line");
  const { pid, cloudUrl } = JSON.parse(line);
  expect(isGroupAlive(pid)).toBe(true);

  parent.kill("SIGKILL");
  await once(parent, "exit");
  // It answers until it ends, and then refuses the connection.
  while (isGroupAlive(pid)) await fetch(cloudUrl).catch(() => undefined);
  rmSync(stateDirectory, { recursive: true });
});
