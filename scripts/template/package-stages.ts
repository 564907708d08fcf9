import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import type { Template } from "../../cloudformation/template.ts";

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, "../..");
/** Where `npm start` keeps what Node and the framework compile; the validator of the configuration alone takes a second. */
const cache = join(repository, "node_modules/.cache/local");
/** Templates that are packaged already, by what they were packaged from. */
const packagedBefore = join(cache, "packaged");
const MAX_PACKAGED = 40;
const linked = [
  "cloudformation",
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
 * Runs `sls package` for each stage, side by side, with no AWS credentials in the environment. A stage that was packaged before from
 * the very same files and parameters is not packaged again: four stages take ten seconds of CPU time.
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
  const sources = await hashOfSources();
  const scratch = await mkdtemp(join(tmpdir(), "packaged-stages-"));
  try {
    const packaged = await Promise.all(
      stages.map(async (stage) => [stage, await packageOnce(stage, join(scratch, stage), params, sources)]),
    );
    return Object.fromEntries(packaged) as Record<S, Template>;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function packageOnce(
  stage: string,
  folder: string,
  params: Readonly<Record<string, string>>,
  sources: string,
): Promise<Template> {
  const key = createHash("sha256")
    .update(JSON.stringify([sources, stage, params]))
    .digest("hex");
  const file = join(packagedBefore, `${key}.json`);
  try {
    return JSON.parse(await readFile(file, "utf8")) as Template;
  } catch {
    const template = await packageStage(stage, folder, params);
    await mkdir(packagedBefore, { recursive: true });
    await writeFile(`${file}.${process.pid}`, JSON.stringify(template));
    await rename(`${file}.${process.pid}`, file);
    await forgetOldest();
    return template;
  }
}

/** Keeps the newest: every change of a source leaves the templates that were packaged before it. */
async function forgetOldest(): Promise<void> {
  const names = await readdir(packagedBefore);
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(packagedBefore, name);
      // Another process may have removed it meanwhile.
      const mtimeMs = await stat(path).then(
        (found) => found.mtimeMs,
        () => 0,
      );
      return { path, mtimeMs };
    }),
  );
  const oldest = files.sort((one, other) => other.mtimeMs - one.mtimeMs).slice(MAX_PACKAGED);
  await Promise.all(oldest.map(({ path }) => rm(path, { force: true })));
}

/** Of all that can make a difference to a package: sources, packages, Node, and how it is done. */
async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const own = ["serverless.yml", "package-lock.json", "scripts/template/package-stages.ts"];
  const folders = linked.filter((name) => name !== "node_modules");
  for (const name of [...own, ...folders].sort()) {
    for (const file of await filesOf(name))
      hash.update(`\0${file}\0`).update(await readFile(join(repository, file)));
  }
  return hash.digest("hex");
}

async function filesOf(name: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(repository, name), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => relative(repository, join(parentPath, file)))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOTDIR") throw error;
    return [name];
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
