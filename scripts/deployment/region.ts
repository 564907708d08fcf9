/**
 * The region of a stage: one rule for every command. `--region` says it; otherwise it is what `sls deploy` would take, `region` of
 * config/params.yml. AWS_REGION and a profile's region say nothing: `sls deploy` does not look at them either.
 */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { ScriptError } from "./script-error.ts";

export interface Region {
  readonly name: string;
  /** Who said so: an option, or a file. */
  readonly source: string;
}

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

const repository = resolve(import.meta.dirname, "../..");

/**
 * @param given the option `--region`
 * @param serviceFolder where serverless.yml is
 * @throws ScriptError for a text that is not a region's name, and for a stage that config/params.yml does not have
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
  if (!REGION.test(region.name))
    throw new ScriptError(
      `${region.source}: "${region.name}" is not the name of a region, such as eu-central-1.`,
    );
  return region;
}

/** The framework resolves it, so that whatever it can resolve (`${env:…}`, a default) means the same here. */
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

/** A sentence where the environment names another region, which people may expect to count; nothing otherwise. */
export function ignoredRegion(environment: NodeJS.ProcessEnv, region: string): string | null {
  for (const variable of ["AWS_REGION", "AWS_DEFAULT_REGION"]) {
    const value = environment[variable];
    if (value !== undefined && value !== "" && value !== region)
      return `${variable} is ${value} and is not looked at, as by sls deploy: give --region ${value} if it is meant.`;
  }
  return null;
}

/** The region in a pool's id, `eu-central-1` of `eu-central-1_Ab12Cd34E`; `null` for an id of another form. */
export function regionOfPool(poolId: string): string | null {
  const region = poolId.split("_", 1)[0] ?? "";
  return REGION.test(region) ? region : null;
}
