/**
 * Runs after an install: starts the local stack once, on free ports and in its own folder, and stops it. What Node and the
 * framework compile stays in node_modules/.cache, so that the first `npm start` is as quick as later ones. Also builds the
 * console, which `npm start` serves.
 *
 * Only a convenience: if it fails, the install has still succeeded.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const GIVE_UP_MS = 60_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function startOnce(state: string): Promise<void> {
  const [api, lambda, cloud] = await Promise.all([freePort(), freePort(), freePort()]);
  const child = spawn(process.execPath, [join(import.meta.dirname, "../local/start.ts")], {
    cwd: join(import.meta.dirname, ".."),
    env: {
      ...process.env,
      API_PORT: String(api),
      LAMBDA_PORT: String(lambda),
      CLOUD_PORT: String(cloud),
      LOCAL_STATE: state,
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(child, "exit");
  const giveUp = setTimeout(() => child.kill("SIGKILL"), GIVE_UP_MS);
  child.stdout.on("data", (chunk: Buffer) => {
    if (chunk.includes("ready ")) child.kill("SIGTERM");
  });
  await ended;
  clearTimeout(giveUp);
}

async function buildConsole(): Promise<void> {
  const vite = join(import.meta.dirname, "../node_modules/vite/bin/vite.js");
  const cwd = join(import.meta.dirname, "../web");
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "error"], { cwd, stdio: "ignore" });
  const giveUp = setTimeout(() => child.kill("SIGKILL"), GIVE_UP_MS);
  await once(child, "exit");
  clearTimeout(giveUp);
}

const state = mkdtempSync(join(tmpdir(), "warm-up-"));
try {
  await startOnce(state);
  await buildConsole();
} finally {
  rmSync(state, { recursive: true, force: true });
}
