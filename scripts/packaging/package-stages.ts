/** Templates of stages, packaged only if something has changed. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Template } from "../../cloudformation/template.ts";
import { cache, linkedNames, packageStage, repository } from "./package-stage.ts";

/** The sections of config/params.yml. */
export const STAGES = ["dev", "staging", "prod", "local"] as const;

export type Stage = (typeof STAGES)[number];

/** Cached templates, by a hash of their sources. */
const packagedBefore = join(cache, "packaged");
const MAX_PACKAGED = 40;

/** Folders that no template depends on. package-lock.json represents the packages. */
const WITHOUT_EFFECT = ["bench", "docs", "node_modules", "tests", "web"];

/**
 * Packages the stages in parallel, without AWS credentials in the environment. A stage that was packaged before from the same
 * files and parameters is not packaged again: four stages take ten seconds of CPU time.
 *
 * @param params values of `--param="name=value"`, which override config/params.yml
 * @throws ScriptError with the framework's output if packaging fails
 */
export async function packageStages<S extends string>(
  stages: readonly S[],
  params: Readonly<Record<string, string>> = {},
): Promise<Record<S, Template>> {
  const sources = await hashOfSources();
  const packaged = await Promise.all(
    stages.map(async (stage) => [stage, await packageOnce(stage, params, sources)]),
  );
  return Object.fromEntries(packaged) as Record<S, Template>;
}

async function packageOnce(
  stage: string,
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
    const options = Object.entries(params).map(([name, value]) => `--param=${name}=${value}`);
    const { template } = await packageStage({ stage, options });
    await mkdir(packagedBefore, { recursive: true });
    await writeFile(`${file}.${process.pid}`, JSON.stringify(template));
    await rename(`${file}.${process.pid}`, file);
    await forgetOldest();
    return template;
  }
}

/** Keeps only the newest: each change of a source makes the earlier templates useless. */
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

/** A hash of everything that can change a template: sources, packages, Node and the way of packaging. */
async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const names = (await linkedNames()).filter((name) => !WITHOUT_EFFECT.includes(name));
  for (const name of ["serverless.yml", ...names].sort()) {
    for (const file of await filesOf(name)) {
      hash.update(`\0${file}\0`).update(await readFile(join(repository, file)));
    }
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
