/** The template that a deployment would send, from the framework's own package. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Template } from "../../cloudformation/template.ts";
import { ScriptError } from "../deployment/script-error.ts";

const run = promisify(execFile);

export const repository = resolve(import.meta.dirname, "../..");

/** Where `npm start` keeps what Node and the framework compile; the validator of the configuration alone takes a second. */
export const cache = join(repository, "node_modules/.cache/local");

export interface Package {
  readonly template: Template;
  /** Where the framework would deploy it. */
  readonly region: string;
}

interface PackageOptions {
  readonly stage: string;
  /** What else the framework is given: `--region`, `--param`. */
  readonly options: readonly string[];
  /** Left out: nothing of this machine and its user, on which a template could come to depend. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Runs `sls package` for a stage, in a scratch folder of links to the sources: the framework empties `.serverless` and the bundler
 * `.esbuild` beside serverless.yml, which would pull the ground from under another stage or a running stack.
 *
 * @throws ScriptError with the framework's output when the stage does not package
 */
export async function packageStage({ stage, options, environment }: PackageOptions): Promise<Package> {
  const folder = await mkdtemp(join(tmpdir(), "package-"));
  try {
    // The framework wants a configuration file that is not a link.
    await cp(join(repository, "serverless.yml"), join(folder, "serverless.yml"));
    const names = await linkedNames();
    await Promise.all(names.map((name) => symlink(join(repository, name), join(folder, name))));
    const framework = join(repository, "node_modules/serverless/bin/serverless.js");
    const command = [framework, "package", "--stage", stage, ...options];
    const env = {
      ...(environment ?? emptyEnvironment(folder)),
      NODE_COMPILE_CACHE: join(cache, "compiled"),
      SLS_SCHEMA_CACHE_BASE_DIR: cache,
    };
    await run(process.execPath, command, { cwd: folder, env }).catch(
      (error: Record<"stdout" | "stderr", string>) => {
        throw new ScriptError(`The stage ${stage} does not package:\n${error.stdout}${error.stderr}`);
      },
    );
    return readPackage(join(folder, ".serverless"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const emptyEnvironment = (home: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: home,
  CI: "true",
  AWS_EC2_METADATA_DISABLED: "true",
});

/** Everything in the repository but serverless.yml and what hides behind a dot. */
export async function linkedNames(): Promise<readonly string[]> {
  const names = await readdir(repository);
  return names.filter((name) => !name.startsWith(".") && name !== "serverless.yml");
}

/**
 * A package that is there already, as `sls package --package FOLDER` leaves it.
 *
 * @throws ScriptError when there is none
 */
export function readPackage(folder: string): Package {
  const state = readJson(folder, "serverless-state.json") as {
    readonly service: { readonly provider: { readonly region: string } };
  };
  const template = readJson(folder, "cloudformation-template-update-stack.json") as Template;
  return { template, region: state.service.provider.region };
}

function readJson(folder: string, name: string): unknown {
  const file = join(folder, name);
  if (!existsSync(file)) throw new ScriptError(`There is no package in ${folder}: ${file} is missing.`);
  return JSON.parse(readFileSync(file, "utf8"));
}
