/**
 * Fuzzes the API by its own description:
 *
 *     npm run fuzz:api -- --requests 2000 --seed 1 --operation signIn
 *
 * `--requests` in all, spread over the operations of docs/api/openapi.json or only for `--operation`; `--seed` repeats the same
 * requests. Starts its own stack. Exits with 1 if a response breaks the description.
 */
import "../local/answer-help.ts";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { withoutUndefined } from "../libs/without-undefined.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "2000" },
    seed: { type: "string" },
    operation: { type: "string" },
  },
});
const { requests, seed, operation } = values;

const { status } = spawnSync("npm", ["run", "test:e2e", "--", "--verbose", "tests/e2e/api-fuzz.test.ts"], {
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  stdio: "inherit",
  env: {
    ...process.env,
    API_FUZZ_REQUESTS: requests,
    ...withoutUndefined({ API_FUZZ_SEED: seed, API_FUZZ_OPERATION: operation }),
  },
});
process.exitCode = status ?? 1;
