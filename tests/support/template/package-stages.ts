import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Template } from "./template.ts";

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, "../../..");
const linked = [
  "config",
  "functions",
  "libs",
  "local",
  "node_modules",
  "package.json",
  "resources",
  "triggers",
];

/** One stage as `sls package` leaves it. */
export interface PackagedStage {
  readonly template: Template;
  /** Zip archives by function name. */
  readonly archives: ReadonlyMap<string, Buffer>;
}

/**
 * Runs `sls package` for each stage, side by side, with no AWS credentials in the environment.
 *
 * Every stage has a scratch folder of links to the sources: the framework empties `.serverless` and the bundler
 * `.esbuild` beside serverless.yml, which would pull the ground from under another stage or a running stack.
 *
 * @throws with the framework's own output when a stage does not package.
 */
export async function packageStages<S extends string>(
  stages: readonly S[],
): Promise<Record<S, PackagedStage>> {
  const scratch = await mkdtemp(join(tmpdir(), "packaged-stages-"));
  try {
    const packaged = await Promise.all(
      stages.map(async (stage) => [stage, await packageStage(stage, join(scratch, stage))]),
    );
    return Object.fromEntries(packaged) as Record<S, PackagedStage>;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function packageStage(stage: string, folder: string): Promise<PackagedStage> {
  await mkdir(folder);
  // The framework wants a configuration file that is no link.
  await cp(join(repository, "serverless.yml"), join(folder, "serverless.yml"));
  await Promise.all(linked.map((name) => symlink(join(repository, name), join(folder, name))));

  const framework = join(repository, "node_modules/serverless/bin/serverless.js");
  const environment = {
    PATH: process.env.PATH,
    HOME: folder,
    CI: "true",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  await run(process.execPath, [framework, "package", "--stage", stage], { cwd: folder, env: environment });

  const output = join(folder, ".serverless");
  const template = await readFile(join(output, "cloudformation-template-update-stack.json"), "utf8");
  const zips = (await readdir(output)).filter((name) => name.endsWith(".zip"));
  const archives = await Promise.all(
    zips.map(async (name) => [name.replace(/\.zip$/, ""), await readFile(join(output, name))] as const),
  );
  return { template: JSON.parse(template) as Template, archives: new Map(archives) };
}
