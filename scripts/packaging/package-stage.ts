/** Packages a stage with the framework, to get the template that a deployment would send. */
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

/** The cache in which `npm start` keeps what Node and the framework compile; the configuration's validator alone takes a second. */
export const cache = join(repository, "node_modules/.cache/local");

export interface Package {
  readonly template: Template;
  /** The region that the framework would deploy to. */
  readonly region: string;
}

interface PackageOptions {
  readonly stage: string;
  /** Further options for the framework: `--region`, `--param`. */
  readonly options: readonly string[];
  /** The environment without variables of this machine and user, on which a template could depend. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Runs `sls package` for a stage, in a temporary folder of links to the sources: the framework empties `.serverless` and the
 * bundler `.esbuild` next to serverless.yml, which would break another packaging or a running stack.
 *
 * @throws ScriptError with the framework's output if packaging fails
 */
export async function packageStage({ stage, options, environment }: PackageOptions): Promise<Package> {
  const folder = await mkdtemp(join(tmpdir(), "package-"));
  try {
    // The framework refuses a configuration file that is a link.
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

/** Everything in the repository except serverless.yml and hidden files. */
export async function linkedNames(): Promise<readonly string[]> {
  const names = await readdir(repository);
  return names.filter((name) => !name.startsWith(".") && name !== "serverless.yml");
}

/**
 * An existing package, as `sls package --package FOLDER` writes it.
 *
 * @throws ScriptError if there is none
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
  if (!existsSync(file)) throw new ScriptError(`${folder} is not a package: ${file} is missing.`);
  return JSON.parse(readFileSync(file, "utf8"));
}
