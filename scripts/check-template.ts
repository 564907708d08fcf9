/**
 * Packages every stage and runs every check on it, for all relevant combinations of optional features, and prints a table of
 * stage × combination × result. Exits with 1 if there is a finding.
 *
 *   npm run check:template              all stages
 *   npm run check:template -- prod dev  these
 *
 * The combinations are a covering array of strength three: see scripts/template/optional-parts.ts.
 */
import "../local/answer-help.ts";
import { resolveVariant } from "../cloudformation/resolve-template.ts";
import type { Template } from "../cloudformation/template.ts";
import { packageStages, STAGES } from "./packaging/package-stages.ts";
import { checks, packagedChecks } from "./template/checks.ts";
import { combinations } from "./template/optional-parts.ts";

const asked = process.argv.slice(2);
const stages = asked.length > 0 ? asked : STAGES;
const packaged = await packageStages(stages);

let failed = 0;
for (const stage of stages) {
  const template = packaged[stage];
  if (template === undefined) continue;
  report(stage, "as it is packaged", findingsOf(template, packagedChecks));
  report(stage, "as the stage deploys it", findingsOf(resolveVariant(template), checks));
  for (const { name, values } of combinations) {
    report(stage, name, findingsOf(resolveVariant(template, values), checks));
  }
}

const variants = combinations.length + 1;
console.log(
  `${stages.length} stages × ${variants} combinations × ${checks.length} checks: ${failed === 0 ? "no findings" : `${failed} with findings`}`,
);
process.exitCode = failed === 0 ? 0 : 1;

function findingsOf(template: Template, by: typeof checks): string[] {
  return by.flatMap(([, check]) => check(template));
}

function report(stage: string, combination: string, findings: readonly string[]): void {
  if (findings.length > 0) failed += 1;
  const verdict = findings.length === 0 ? "ok" : `${findings.length} findings`;
  console.log(`${stage.padEnd(8)} ${verdict.padEnd(12)} ${combination}`);
  for (const finding of findings) console.log(`${" ".repeat(22)}${finding}`);
}
