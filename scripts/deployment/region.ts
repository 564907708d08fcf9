/**
 * The region of a stage: one rule for every command. It is `--region` or, as for `sls deploy`, `region` of config/params.yml.
 * AWS_REGION and a profile's region are ignored, since `sls deploy` ignores them, too.
 */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { ScriptError } from "./script-error.ts";

export interface Region {
  readonly name: string;
  /** Where it comes from: an option or a file. */
  readonly source: string;
}

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

const repository = resolve(import.meta.dirname, "../..");

/**
 * @param given the option `--region`
 * @param serviceFolder where serverless.yml is
 * @throws ScriptError for an invalid region name, and for a stage that config/params.yml does not have
 */
export function findRegion(
  stage: string,
  given: string | undefined,
  serviceFolder: string = repository,
): Region {
  const region =
    given === undefined
      ? { name: regionOfConfiguration(stage, serviceFolder), source: "config/params.yml" }
      : { name: given, source: "--region" };
  if (!REGION.test(region.name)) {
    throw new ScriptError(
      `${region.source}: "${region.name}" is not the name of a region, such as eu-central-1.`,
    );
  }
  return region;
}

/** The framework resolves it, so that variables (`${env:…}`, a default) mean the same here. */
function regionOfConfiguration(stage: string, serviceFolder: string): string {
  const framework = join(repository, "node_modules/serverless/bin/serverless.js");
  const options = ["print", "--stage", stage, "--path", "provider.region", "--format", "text"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [framework, ...options], {
    cwd: serviceFolder,
    encoding: "utf8",
  });
  if (status !== 0) throw new ScriptError(`The stage ${stage} has no configuration:\n${stdout}${stderr}`);
  return stdout.trim();
}

/** A warning if the environment names another region, which users may expect to apply. */
export function ignoredRegion(environment: NodeJS.ProcessEnv, region: string): string | null {
  for (const variable of ["AWS_REGION", "AWS_DEFAULT_REGION"]) {
    const value = environment[variable];
    if (value !== undefined && value !== "" && value !== region) {
      return `${variable} is ${value} and is ignored, as by sls deploy: give --region ${value} to use it.`;
    }
  }
  return null;
}

/** The region in a pool's id, `eu-central-1` of `eu-central-1_Ab12Cd34E`; `null` for an id of another form. */
export function regionOfPool(poolId: string): string | null {
  const region = poolId.split("_", 1)[0] ?? "";
  return REGION.test(region) ? region : null;
}
