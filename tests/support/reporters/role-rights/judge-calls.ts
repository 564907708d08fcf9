import { readFileSync } from "node:fs";
import { packageStages } from "../../../../scripts/packaging/package-stages.ts";
import { accessesOfCall, UnknownCall } from "./accesses-of-call.ts";
import type { Call } from "./call.ts";
import { functionPolicies } from "./function-policies.ts";
import {
  describeRight,
  refusedAccesses,
  rightsOf,
  type UsedAccess,
  unusedRights,
} from "./rights-findings.ts";
import { UNSEEN_RIGHTS } from "./unseen-rights.ts";

/**
 * Compares a record of calls with the packaged roles.
 *
 * @param isWhole whether the run could use every permission
 * @returns a sentence for each problem
 */
export async function judgeCalls(file: string, isWhole: boolean): Promise<string[]> {
  const { used, unknown } = await readCalls(file);
  const { prod } = await packageStages(["prod"]);
  const functions = functionPolicies(prod);
  const unused = unusedRights(used, functions);
  const rights = rightsOf(functions).map(describeRight);
  const isExcused = (right: string) => UNSEEN_RIGHTS.some(({ pattern }) => pattern.test(right));
  const isNeverUsed = (right: string) =>
    UNSEEN_RIGHTS.some(({ pattern, isUsedAtTimes = false }) => pattern.test(right) && !isUsedAtTimes);
  return [
    ...unknown.map((what) => `a call that the check does not know: ${what}`),
    ...refusedAccesses(used, functions),
    ...(isWhole
      ? unused.filter((right) => !isExcused(right)).map((right) => `not used by any test: ${right}`)
      : []),
    ...UNSEEN_RIGHTS.filter(({ pattern }) => !rights.some((right) => pattern.test(right))).map(
      ({ pattern }) => `unseen-rights.ts lists a permission that does not exist: ${pattern.source}`,
    ),
    ...(isWhole
      ? rights
          .filter((right) => isNeverUsed(right) && !unused.includes(right))
          .map((right) => `unseen-rights.ts lists a permission that was used: ${right}`)
      : []),
  ];
}

/** Each access once. */
export async function readCalls(file: string): Promise<{ used: UsedAccess[]; unknown: string[] }> {
  const used = new Map<string, UsedAccess>();
  const unknown = new Set<string>();
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const call = JSON.parse(line) as Call;
    try {
      for (const access of await accessesOfCall(call)) {
        const entry = { signer: call.signer, ...access };
        used.set(JSON.stringify(entry), entry);
      }
    } catch (error) {
      if (!(error instanceof UnknownCall)) throw error;
      unknown.add(`${call.signer}: ${error.message}`);
    }
  }
  return { used: [...used.values()], unknown: [...unknown] };
}

// `node tests/support/reporters/role-rights/judge-calls.ts RECORD`: prints the result for a run's record.
if (import.meta.main) {
  process.stdout.write(
    (await judgeCalls(process.argv[2] ?? "", true)).map((finding) => `${finding}\n`).join(""),
  );
}
