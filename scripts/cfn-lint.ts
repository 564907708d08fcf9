/**
 * Runs cfn-lint over packaged templates, where it is installed (`pip install cfn-lint`), and says so where it is not.
 *
 *   npm run cfn-lint -- FOLDER…     folders as `sls package --package FOLDER` leaves them; `.serverless` by default
 *
 * Two findings are excused: W3005, the DependsOn that the framework writes beside every reference to a role, and W1020, a
 * `Fn::Sub` with nothing but an IAM policy variable in it, which must be escaped from the framework's own `${}`.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const folders = process.argv.slice(2);
const templates = (folders.length > 0 ? folders : [".serverless"]).map((folder) =>
  join(folder, "cloudformation-template-update-stack.json"),
);
const { error, status } = spawnSync("cfn-lint", [...templates, "--ignore-checks", "W3005", "W1020"], {
  stdio: "inherit",
});
const absent = error && "code" in error && error.code === "ENOENT";

// 127 is a shell's "command not found": a version manager's shim with no cfn-lint behind it.
if (absent || status === 127) {
  console.log(`cfn-lint: skipped, no cfn-lint on PATH; not linted: ${templates.join(", ")}`);
} else if (error) {
  throw error;
} else {
  console.log(`cfn-lint: ${status === 0 ? "passed" : "failed"}, ${templates.join(", ")}`);
  process.exitCode = status ?? 1;
}
