/**
 * Runs cfn-lint on packaged templates if it is installed (`pip install cfn-lint`); says so if it is not.
 *
 *   npm run cfn-lint                every stage, packaged now
 *   npm run cfn-lint -- FOLDER…     folders as `sls package --package FOLDER` leaves them
 *
 * Two findings are ignored: W3005, the DependsOn that the framework writes beside every reference to a role, and W1020, a
 * `Fn::Sub` with only an IAM policy variable in it, which must be escaped from the framework's own `${}`. So are actions that AWS
 * has but cfn-lint does not know yet (W3037), types of resources (E3006) and properties (E3002), each by name.
 */
import "../local/answer-help.ts";
import { spawnSync } from "node:child_process";
import { mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageStages, STAGES } from "./packaging/package-stages.ts";
import { NEWER_PROPERTIES, NEWER_TYPES } from "./template/newer-schemas.ts";

/** Operations of AWS's service models that cfn-lint 1.51 does not know. It reports actions in lower case. */
const NEWER_ACTIONS = [
  "admindeletesoftwaretoken",
  "admingetuserauthfactors",
  "adminlistusersessions",
  "adminrevokeusersession",
];

/** A finding, as `cfn-lint --format json` lists them. */
interface Finding {
  readonly Filename: string;
  readonly Location: { readonly Start: { readonly LineNumber: number; readonly ColumnNumber: number } };
  readonly Message: string;
  readonly Rule: { readonly Id: string };
}

const isNewer = ({ Rule, Message }: Finding): boolean =>
  (Rule.Id === "W3037" && NEWER_ACTIONS.some((action) => Message.startsWith(`'${action}' is not one of`))) ||
  (Rule.Id === "E3006" && Object.keys(NEWER_TYPES).some((type) => Message.includes(`'${type}'`)));

const isNewerProperty = ({ Rule, Message }: Finding): boolean =>
  Rule.Id === "E3002" &&
  Object.values(NEWER_PROPERTIES)
    .flat()
    .some((name) => Message.startsWith(`Additional properties are not allowed ('${name}' was unexpected`));

const render = ({ Filename, Location: { Start }, Message, Rule }: Finding): string =>
  `${Filename}:${Start.LineNumber}:${Start.ColumnNumber} ${Rule.Id} ${Message}`;

/** Every stage's template as a file in a scratch folder. */
async function packagedFiles(scratch: string): Promise<string[]> {
  const packaged = await packageStages(STAGES);
  return STAGES.map((stage) => {
    const file = join(scratch, `${stage}.json`);
    writeFileSync(file, JSON.stringify(packaged[stage], null, 2));
    return file;
  });
}

const folders = process.argv.slice(2);
using scratch = mkdtempDisposableSync(join(tmpdir(), "cfn-lint-"));
const templates =
  folders.length > 0
    ? folders.map((folder) => join(folder, "cloudformation-template-update-stack.json"))
    : await packagedFiles(scratch.path);
const { error, status, stdout } = spawnSync(
  "cfn-lint",
  [...templates, "--ignore-checks", "W3005", "W1020", "--format", "json"],
  { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
);
const absent = error && "code" in error && error.code === "ENOENT";

// 127 is the shell's "command not found": a version manager's shim without cfn-lint.
if (absent || status === 127) {
  console.log(`cfn-lint: skipped, no cfn-lint on PATH; not linted: ${templates.join(", ")}`);
} else if (error) {
  throw error;
} else {
  // Without findings cfn-lint exits with 0; an empty list and another status mean that it failed.
  const findings: readonly Finding[] = JSON.parse(stdout.trim() || "[]");
  const counted = findings.filter((finding) => !isNewer(finding) && !isNewerProperty(finding));
  for (const finding of counted) console.log(render(finding));
  const passed = counted.length === 0 && (status === 0 || findings.length > 0);
  console.log(`cfn-lint: ${passed ? "passed" : "failed"}, ${templates.join(", ")}`);
  process.exitCode = passed ? 0 : (status ?? 1);
}
