import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Template } from "./template.ts";

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, "../../..");
/** Where `npm start` keeps what Node and the framework compile; the validator of the configuration alone takes a second. */
const cache = join(repository, "node_modules/.cache/local");
const linked = [
  "config",
  "functions",
  "jobs",
  "libs",
  "local",
  "node_modules",
  "package.json",
  "resources",
  "triggers",
];

/**
 * Runs `sls package` for each stage, side by side, with no AWS credentials in the environment.
 *
 * Every stage has a scratch folder of links to the sources: the framework empties `.serverless` and the bundler
 * `.esbuild` beside serverless.yml, which would pull the ground from under another stage or a running stack.
 *
 * @param params what `--param="name=value"` gives in place of config/params.yml
 * @throws with the framework's own output when a stage does not package.
 */
export async function packageStages<S extends string>(
  stages: readonly S[],
  params: Readonly<Record<string, string>> = {},
): Promise<Record<S, Template>> {
  const scratch = await mkdtemp(join(tmpdir(), "packaged-stages-"));
  try {
    const packaged = await Promise.all(
      stages.map(async (stage) => [stage, await packageStage(stage, join(scratch, stage), params)]),
    );
    return Object.fromEntries(packaged) as Record<S, Template>;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function packageStage(
  stage: string,
  folder: string,
  params: Readonly<Record<string, string>>,
): Promise<Template> {
  await mkdir(folder);
  // The framework wants a configuration file that is no link.
  await cp(join(repository, "serverless.yml"), join(folder, "serverless.yml"));
  await Promise.all(linked.map((name) => symlink(join(repository, name), join(folder, name))));

  const framework = join(repository, "node_modules/serverless/bin/serverless.js");
  const environment = {
    PATH: process.env.PATH,
    HOME: folder,
    CI: "true",
    NODE_COMPILE_CACHE: join(cache, "compiled"),
    SLS_SCHEMA_CACHE_BASE_DIR: cache,
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const given = Object.entries(params).map(([name, value]) => `--param=${name}=${value}`);
  const command = [framework, "package", "--stage", stage, ...given];
  await run(process.execPath, command, { cwd: folder, env: environment });

  const compiled = join(folder, ".serverless/cloudformation-template-update-stack.json");
  return JSON.parse(await readFile(compiled, "utf8")) as Template;
}
