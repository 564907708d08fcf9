/**
 * Writes docs/local-cloud.md: which operations the local cloud has, from the tables that its dispatchers work by.
 *
 *   npm run docs:local-cloud
 */
import "../local/answer-help.ts";
import { readFileSync, writeFileSync } from "node:fs";
import { operationFamilies } from "../local/cognito/operation-table.ts";
import { challengeNames, flowsAt } from "../local/cognito/sign-in/sign-in-flows.ts";
import { identityOperationTable } from "../local/identity-pools/operation-table.ts";
import { loadServiceModel, type ModelFile } from "../local/protocol/service-model.ts";

const PAGE = new URL("../docs/local-cloud.md", import.meta.url);

interface Entry {
  readonly access: "none" | "token" | "iam";
  readonly triggers?: readonly string[];
}

type Family = Readonly<Record<string, Entry>>;

const access: Readonly<Record<Entry["access"], string>> = {
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

function table(family: Family): string {
  return [
    row(["operation", "status", "who may call it", "flows and challenges", "triggers"]),
    row(["---", "---", "---", "---", "---"]),
    ...Object.entries(family).map(([name, entry]) =>
      row([
        name,
        "built",
        access[entry.access],
        (flows[name] ?? []).join(", "),
        (entry.triggers ?? []).join(", "),
      ]),
    ),
  ].join("\n");
}

/** What the model has and the tables do not: answered 501. */
function missing(file: ModelFile, families: readonly Family[]): string {
  const built = new Set(families.flatMap(Object.keys));
  const names = Object.keys(loadServiceModel(file).operations).filter((name) => !built.has(name));
  return names.length === 0
    ? "Every operation of AWS's model is built; none answers 501."
    : `Answered 501 NotImplementedException: ${names.join(", ")}.`;
}

const count = (families: readonly Family[]) =>
  families.reduce((sum, family) => sum + Object.keys(family).length, 0);

/** The page as the code has it now. */
export function renderLocalCloudDocs(): string {
  const pools = Object.values(operationFamilies) as readonly Family[];
  const identities: readonly Family[] = [identityOperationTable];
  const sections = Object.entries(operationFamilies).map(
    ([name, family]) => `### ${name}\n\n${table(family as Family)}`,
  );
  return `<!-- Written by \`npm run docs:local-cloud\`: change scripts/local-cloud-docs.ts or the operation tables instead. -->

# The operations of the local cloud

\`npm start\` makes what \`serverless.yml\` describes on one machine. These are the operations of Amazon Cognito that it answers
there, from the tables by which it answers them. S3, DynamoDB and what else is there: [local/README.md](../local/README.md).

"Built" means that an operation checks its input by AWS's own model, does what AWS documents and keeps it, and refuses what AWS
refuses. Where it differs all the same, [local/DIVERGENCES.md](../local/DIVERGENCES.md) says so. AWS credentials have to be there;
locally any will do. Triggers are those that an operation may run, where the pool has them.

## User pools: ${count(pools)} operations

${missing("cognito-idp.json", pools)}

${sections.join("\n\n")}

## Identity pools: ${count(identities)} operations

${missing("cognito-identity.json", identities)}

${table(identityOperationTable)}

AWS STS has AssumeRoleWithWebIdentity and GetCallerIdentity here, no more.
`;
}

/** Whether the page is what the code says. */
export const isLocalCloudDocsStale = (): boolean => readFileSync(PAGE, "utf8") !== renderLocalCloudDocs();

if (import.meta.main) {
  writeFileSync(PAGE, renderLocalCloudDocs());
}
