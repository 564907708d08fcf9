/** The template that a deployment would send, from the framework's own package. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Template } from "../../cloudformation/template.ts";
import { ScriptError } from "../deployment/script-error.ts";

const repository = resolve(import.meta.dirname, "../..");

/**
 * Packages a stage into a scratch folder, with the very parameters of the deployment.
 *
 * @param options what else the framework is given: `--region`, `--param`
 * @throws ScriptError with the framework's output
 */
export function packageTemplate(stage: string, options: readonly string[]): Package {
  const folder = mkdtempSync(join(tmpdir(), "preflight-"));
  try {
    const framework = join(repository, "node_modules/serverless/bin/serverless.js");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [framework, "package", "--stage", stage, "--package", folder, ...options],
      { cwd: repository, encoding: "utf8" },
    );
    if (status !== 0) throw new ScriptError(`The stage ${stage} does not package:\n${stdout}${stderr}`);
    return readPackage(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface Package {
  readonly template: Template;
  /** Where the framework would deploy it. */
  readonly region: string;
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
