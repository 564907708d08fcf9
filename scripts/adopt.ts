/**
 * Prepares the import of existing resources (left by a former stack, or created by hand) into a new stack of the stage: writes a
 * template that CloudFormation can import, and the list of resources. It does not call AWS; it prints the commands that do.
 *
 *     npm run adopt -- --stage prod --pool-id eu-central-1_Ab12Cd34E --table NAME --bucket NAME --identity-pool ID
 *
 *     --stage NAME           the stage (needed)
 *     --pool-id ID           the user pool
 *     --table NAME           the activity table
 *     --bucket NAME          the files bucket
 *     --identity-pool ID     the identity pool
 *     --output FOLDER        folder for the files; .adopt by default
 *     --region NAME          as for `sls deploy`
 *     --package FOLDER       an existing package, instead of packaging now
 *
 * The next deployment creates the resources that you do not name. docs/operations.md, "Moving a pool into a stack".
 */
import "../local/answer-help.ts";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { adoptedTemplate } from "./adoption/adopted-template.ts";
import { regionOfPool } from "./deployment/region.ts";
import { runScript } from "./deployment/run-script.ts";
import { ScriptError } from "./deployment/script-error.ts";
import { stackNameOf } from "./deployment/target.ts";
import { packageStage, readPackage } from "./packaging/package-stage.ts";

/** Logical ids of what can be adopted, by the option that names it. */
const ADOPTABLE = {
  "pool-id": "CognitoUserPoolMain",
  table: "ActivityTable",
  bucket: "FilesBucket",
  "identity-pool": "IdentityPool",
} as const;

await runScript("adopt", async () => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      stage: text,
      region: text,
      package: text,
      output: { ...text, default: ".adopt" },
      "pool-id": text,
      table: text,
      bucket: text,
      "identity-pool": text,
    },
  });
  const { stage, output } = values;
  if (stage === undefined) throw new ScriptError("Which stage? Give --stage NAME.");
  const existing = Object.fromEntries(
    Object.entries(ADOPTABLE).flatMap(([option, logicalId]) => {
      const id = values[option as keyof typeof ADOPTABLE];
      return id === undefined ? [] : [[logicalId, id]];
    }),
  );
  if (Object.keys(existing).length === 0) {
    throw new ScriptError("What do you want to adopt? Give --pool-id, --table, --bucket or --identity-pool.");
  }
  const regionOption = values.region === undefined ? [] : ["--region", values.region];
  const { template, region } =
    values.package === undefined
      ? await packageStage({ stage, options: regionOption, environment: process.env })
      : readPackage(values.package);
  const poolRegion = values["pool-id"] === undefined ? null : regionOfPool(values["pool-id"]);
  if (poolRegion !== null && poolRegion !== region) {
    throw new ScriptError(
      `The pool is in ${poolRegion}, the stage in ${region}: give --region ${poolRegion}.`,
    );
  }
  const count = Object.keys(existing).length;
  const stackName = stackNameOf(stage);
  const adoption = adoptedTemplate(template, existing, {
    "AWS::Region": region,
    "AWS::StackName": stackName,
  });

  mkdirSync(output, { recursive: true });
  const write = (name: string, value: unknown) => {
    writeFileSync(join(output, name), `${JSON.stringify(value, null, 2)}\n`);
    return join(output, name);
  };
  const templateFile = write("template.json", adoption.template);
  const resourcesFile = write("resources.json", adoption.resourcesToImport);
  const shared = `--region ${region} --stack-name ${stackName} --change-set-name adopt`;
  console.log(
    [
      `Stage ${stage} in ${region}. ${count} resource${count === 1 ? "" : "s"} to adopt; the deployment sets what is left out: ${adoption.leftOut.join(", ") || "nothing"}.`,
      "",
      `aws cloudformation create-change-set ${shared} --change-set-type IMPORT --template-body file://${templateFile} --resources-to-import file://${resourcesFile}`,
      `aws cloudformation wait change-set-create-complete ${shared}`,
      `aws cloudformation execute-change-set ${shared}`,
      `aws cloudformation wait stack-import-complete --region ${region} --stack-name ${stackName}`,
      `npm run preflight -- --stage ${stage}`,
    ].join("\n"),
  );
});
