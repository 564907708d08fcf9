/**
 * Fuzzes the local Cognito for longer than `npm test` does:
 *
 *     npm run fuzz -- --runs 2000 --seed 1 --operation SignUp
 *
 * `--runs` requests of each kind (valid, spoiled, hostile) for every operation, or only for `--operation`; `--seed` repeats the
 * same requests. Exits with 1 if an operation gives a forbidden answer.
 */
import "../local/answer-help.ts";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { withoutUndefined } from "../libs/without-undefined.ts";
import { loadServiceModel, type ModelFile } from "../local/protocol/service-model.ts";

const testFiles: Readonly<Record<ModelFile, string>> = {
  "cognito-idp.json": "tests/emulator/cognito/fuzz.test.ts",
  "cognito-identity.json": "tests/emulator/identity-pools/fuzz.test.ts",
};

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "500" },
    seed: { type: "string" },
    operation: { type: "string" },
  },
});
const { runs, seed, operation } = values;

const models = Object.keys(testFiles) as ModelFile[];
const files = models
  .filter((file) => operation === undefined || operation in loadServiceModel(file).operations)
  .map((file) => testFiles[file]);
if (files.length === 0) {
  console.error(`No operation ${operation}`);
  process.exit(1);
}

const { status } = spawnSync("npm", ["test", "--", "--verbose", ...files], {
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  stdio: "inherit",
  env: {
    ...process.env,
    FUZZ_RUNS: runs,
    ...withoutUndefined({ FUZZ_SEED: seed, FUZZ_OPERATION: operation }),
  },
});
process.exitCode = status ?? 1;
