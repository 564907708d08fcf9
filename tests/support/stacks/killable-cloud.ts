/** The local cloud in its own process, with a state folder, for tests that kill it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundledScript } from "../clients/bundled-script.ts";

export interface KillableCloud {
  readonly endpoint: string;
  /** SIGKILL: nothing is flushed, closed or printed. */
  kill(): Promise<void>;
}

export async function startKillableCloud(stateDirectory: string): Promise<KillableCloud> {
  const script = await bundledScript(fileURLToPath(import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, stateDirectory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("the cloud has no output");
  const [endpoint] = await Promise.race([
    once(createInterface(child.stdout), "line"),
    once(child, "exit").then(([code]) => {
      throw new Error(`the cloud ended before it listened: ${code}`);
    }),
  ]);
  return {
    endpoint,
    async kill() {
      const gone = once(child, "close");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

if (import.meta.main) {
  const { startCloud } = await import("../../../local/cloud.ts");
  const { createSystemClock } = await import("../../../local/clock.ts");
  const cloud = await startCloud({
    port: 0,
    stateDirectory: process.argv[2] ?? "",
    clock: createSystemClock(),
    lambdas: { invoke: async () => ({ kind: "unreachable", reason: "there are no functions here" }) },
    region: "us-east-1",
    onFault: (error) => process.stderr.write(`${String(error)}\n`),
  });
  process.stdout.write(`${cloud.endpoint}\n`);
}
