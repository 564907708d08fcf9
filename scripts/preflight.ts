/**
 * Compares what a deployment would send with what is deployed, and reports every change that is impossible, destructive or risky
 * before it happens. It only reads.
 *
 *     npm run preflight -- --stage prod
 *
 *     --stage NAME         the stage (needed)
 *     --region NAME        as for `sls deploy`
 *     --param NAME=VALUE   as for `sls deploy`; more than once
 *     --package FOLDER     an existing package, instead of packaging now
 *     --endpoint URL       an endpoint to use instead of AWS; the stage `local` uses the local cloud's
 *     --pool-id ID         the pool to compare with, if no stack leads to it
 *     --accept RESOURCE    allows this resource's destructive changes; more than once
 *
 * Exit code: 0 if nothing blocks, 1 if a finding blocks, 2 if nothing could be compared.
 */
import "../local/answer-help.ts";
import { parseArgs } from "node:util";
import { ignoredRegion } from "./deployment/region.ts";
import { explainError, ScriptError } from "./deployment/script-error.ts";
import { createTarget } from "./deployment/target.ts";
import { packageStage, readPackage } from "./packaging/package-stage.ts";
import { runPreflight } from "./preflight/run-preflight.ts";

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      stage: { type: "string" },
      region: { type: "string" },
      param: { type: "string", multiple: true, default: [] },
      package: { type: "string" },
      endpoint: { type: "string" },
      "pool-id": { type: "string" },
      accept: { type: "string", multiple: true, default: [] },
    },
  });
  const { stage, region, endpoint } = values;
  if (stage === undefined) throw new ScriptError("Which stage? npm run preflight -- --stage NAME");
  if (values.package !== undefined && values.param.length > 0) {
    throw new ScriptError("--param has no effect on an existing package: give it to `sls package`.");
  }
  const options = [
    ...(region === undefined ? [] : ["--region", region]),
    ...values.param.map((parameter) => `--param=${parameter}`),
  ];
  const { template, region: packaged } =
    values.package === undefined
      ? await packageStage({ stage, options, environment: process.env })
      : readPackage(values.package);
  if (region !== undefined && region !== packaged) {
    throw new ScriptError(
      `The package is for ${packaged}, not for ${region}: package it with --region ${region}.`,
    );
  }
  const ignored = ignoredRegion(process.env, packaged);
  if (ignored !== null) console.error(ignored);
  return runPreflight({
    target: createTarget({ stage, region: packaged, endpoint }),
    template,
    poolId: values["pool-id"],
    accepted: values.accept,
    say: (line) => console.log(line),
  });
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(`preflight: nothing was compared. ${explainError(error) ?? (error as Error).stack}`);
  process.exitCode = 2;
}
