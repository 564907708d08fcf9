/**
 * Writes docs/local-cloud.md: the operations of the local cloud, from its dispatchers' tables.
 *
 *   npm run docs:local-cloud
 */
import "../local/answer-help.ts";
import { readFileSync, writeFileSync } from "node:fs";
import { notBuilt, operationFamilies } from "../local/cognito/operations.ts";
import { challengeNames, flowsAt } from "../local/cognito/sign-in/sign-in-flows.ts";
import { TRIGGER_SOURCES } from "../local/cognito/trigger-port.ts";
import { identityOperations } from "../local/identity-pools/operations.ts";
import {
  type Access,
  accessOf,
  loadServiceModel,
  type ServiceModel,
} from "../local/protocol/service-model.ts";

const PAGE = new URL("../docs/local-cloud.md", import.meta.url);

/** The names of a family's operations. */
type Family = readonly string[];

const access: Readonly<Record<Access, string>> = {
  none: "anyone",
  token: "access token",
  iam: "AWS credentials",
};

const flows: Readonly<Record<string, readonly string[]>> = {
  InitiateAuth: flowsAt("public"),
  AdminInitiateAuth: flowsAt("admin"),
  RespondToAuthChallenge: challengeNames,
  AdminRespondToAuthChallenge: challengeNames,
  GetTokensFromRefreshToken: ["refresh token rotation"],
};

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

function table(model: ServiceModel, family: Family): string {
  return [
    row(["operation", "status", "who may call it", "flows and challenges"]),
    row(["---", "---", "---", "---"]),
    ...family.map((name) =>
      row([name, "built", access[accessOf(model, name)], (flows[name] ?? []).join(", ")]),
    ),
  ].join("\n");
}

const triggers = [
  row(["trigger", "sources of its events"]),
  row(["---", "---"]),
  ...Object.entries(TRIGGER_SOURCES).map(([trigger, sources]) =>
    row([trigger, sources.length === 0 ? "those of CustomMessage, in its place" : sources.join(", ")]),
  ),
].join("\n");

/** Operations of the model that are not in the tables: they answer 501. */
function missing(
  model: ServiceModel,
  families: readonly Family[],
  reasons: Readonly<Record<string, string>> = {},
): string {
  const built = new Set(families.flat());
  const names = Object.keys(model.operations).filter((name) => !built.has(name));
  if (names.length === 0) return "Every operation of AWS's model is built; none answers 501.";
  return [
    `${names.length} operations answer 501 NotImplementedException:`,
    "",
    row(["operation", "status", "who may call it", "why it is not built"]),
    row(["---", "---", "---", "---"]),
    ...names.map((name) => row([name, "501", access[accessOf(model, name)], reasons[name] ?? ""])),
  ].join("\n");
}

/** The page, rendered from the code. */
export function renderLocalCloudDocs(): string {
  const model = loadServiceModel("cognito-idp.json");
  const identityModel = loadServiceModel("cognito-identity.json");
  const families = Object.entries(operationFamilies).map(
    ([title, family]) => [title, family.map(({ name }): string => name)] as const,
  );
  const pools = families.map(([, names]) => names);
  const identities: Family = [...identityOperations.keys()];
  const sections = families.map(([title, names]) => `### ${title}\n\n${table(model, names)}`);
  return `<!-- Written by \`npm run docs:local-cloud\`: change scripts/local-cloud-docs.ts or the lists of operations instead. -->

# The operations of the local cloud

\`npm start\` makes what \`serverless.yml\` describes on one machine. These are the operations of Amazon Cognito that the local cloud
has, from the lists that its dispatchers use. For S3, DynamoDB and the other services see [local/README.md](../local/README.md).

"Built" means that an operation checks its input by AWS's own model, does what AWS documents, and returns AWS's errors.
[local/DIVERGENCES.md](../local/DIVERGENCES.md) lists the known differences. AWS credentials are required; locally, any are accepted.

## User pools: ${pools.flat().length} operations

${missing(model, pools, notBuilt)}

${sections.join("\n\n")}

### Triggers

The triggers that these operations run, if the pool has them. The source names the operation, or the kind of sign-in.

${triggers}

## Identity pools: ${identities.length} operations

${missing(identityModel, [identities])}

${table(identityModel, identities)}

AWS STS has only AssumeRoleWithWebIdentity and GetCallerIdentity here.
`;
}

/** Whether the page is out of date. */
export const isLocalCloudDocsStale = (): boolean => readFileSync(PAGE, "utf8") !== renderLocalCloudDocs();

if (import.meta.main) writeFileSync(PAGE, renderLocalCloudDocs());
