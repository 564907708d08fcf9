import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { build, stop } from "esbuild";
import { type Template, toList } from "../../cloudformation/template.ts";
import * as keys from "../../libs/activity/activity-keys.ts";
import { resourcesOfType } from "../../scripts/template/check.ts";
import { packagedTemplates } from "../support/checks/template/packaged-templates.ts";

interface LambdaFunction {
  readonly Handler: string;
  readonly Role: { readonly "Fn::GetAtt": readonly [string, string] };
}
interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}
interface Policy {
  readonly PolicyDocument: { readonly Statement: Statement[] };
}
interface Role {
  readonly Policies: readonly Policy[];
}
/** Beside the role, for optional parts. */
interface RolePolicy extends Policy {
  readonly RoleName: { readonly Ref: string };
}

const repository = resolve(import.meta.dirname, "../..");

/** Keys of the index; only a query of the index needs permissions for them. */
const INDEX_KEYS = ["actedPartition", "eventsOfDay", "sessionsOfDay", "typedPartition"];

/** The pattern of the partitions that a key function makes: `USER#*`, `CENSUS`. */
function partitionOf(makeKey: (...samples: never[]) => unknown): string {
  const made = makeKey(...(["sample", "sample", "sample"] as never[])) as string | { PK: string };
  const [prefix, ...rest] = (typeof made === "string" ? made : made.PK).split("#");
  return rest.length === 0 ? String(prefix) : `${prefix}#*`;
}

const partitions = new Map(
  Object.entries(keys).flatMap(([name, value]) =>
    typeof value === "function" ? [[name, partitionOf(value as never)] as const] : [],
  ),
);

/** A function's deployed code. Unused code is left out, so every key function in it is in use. */
async function bundleOf(handler: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: repository,
    entryPoints: [handler.replace(/\.\w+$/, ".ts")],
    bundle: true,
    write: false,
    treeShaking: true,
    format: "esm",
    platform: "node",
    external: ["@aws-sdk/*", "@smithy/*"],
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

const keyFunctionsIn = (bundle: string) =>
  [...partitions.keys()].filter((name) => new RegExp(`\\b(var|const|function) ${name}\\d*\\b`).test(bundle));

const partitionsFor = (names: readonly string[]) => [
  ...new Set(names.map((name) => String(partitions.get(name)))),
];

const isOnIndex = ({ Resource }: Statement) => JSON.stringify(Resource).includes("/index/");

function tableStatements(template: Template, roleId: string): Statement[] {
  const role = template.Resources[roleId]?.Properties as unknown as Role;
  const beside = resourcesOfType<RolePolicy>(template, "AWS::IAM::RolePolicy")
    .map(({ properties }) => properties)
    .filter(({ RoleName }) => RoleName.Ref === roleId);
  return [...role.Policies, ...beside]
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Action }) => toList(Action).some((action) => action.startsWith("dynamodb:")));
}

const granted = (statements: readonly Statement[]) =>
  [
    ...new Set(
      statements.flatMap(({ Condition }) =>
        toList(Condition?.["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"]),
      ),
    ),
  ].sort();

let template: Template;
let functions: readonly { readonly id: string; readonly role: string; readonly bundle: string }[];

beforeAll(async () => {
  ({ prod: template } = await packagedTemplates());
  functions = await Promise.all(
    resourcesOfType<LambdaFunction>(template, "AWS::Lambda::Function").map(async ({ id, properties }) => ({
      id,
      role: properties.Role["Fn::GetAtt"][0],
      bundle: await bundleOf(properties.Handler),
    })),
  );
});

/** Stops the bundler's own process. */
afterAll(() => stop());

test("every role has access to exactly the partitions whose keys its code uses", () => {
  const used = functions.map(({ id, bundle }) => [
    id,
    partitionsFor(keyFunctionsIn(bundle).filter((name) => !INDEX_KEYS.includes(name))).sort(),
  ]);
  const allowed = functions.map(({ id, role }) => [
    id,
    granted(tableStatements(template, role).filter((statement) => !isOnIndex(statement))),
  ]);
  expect(Object.fromEntries(allowed)).toEqual(Object.fromEntries(used));
});

test("every partition is used by some function", () => {
  const used = functions.flatMap(({ bundle }) => keyFunctionsIn(bundle));
  expect([...partitions.keys()].filter((name) => !used.includes(name))).toEqual([]);
});

test("only functions that query the index have access to it, and only to its partitions", () => {
  for (const { id, role, bundle } of functions) {
    const allowed = granted(tableStatements(template, role).filter(isOnIndex));
    const expected = bundle.includes('index: "GSI1"') ? partitionsFor(INDEX_KEYS).sort() : [];
    expect([id, allowed]).toEqual([id, expected]);
  }
});

describe("data that decides about privileges", () => {
  const powers = ["FIRST_ADMIN#*", "GROUPS#*", "INVITE#*", "MIGRATED#*", "CENSUS"];
  const memberships = ["MEMBER#*", "ORG#*"];

  test.each(["AuthRole", "TokensRole", "FilesRole"])("is out of reach of %s", (role) => {
    const reached = granted(tableStatements(template, role));
    expect(reached.filter((partition) => [...powers, ...memberships].includes(partition))).toEqual([]);
    expect(reached.length).toBeGreaterThan(0);
  });

  test("only functions that verify or vouch for an address may record that an account owns it", () => {
    const writers = functions.filter(({ role }) =>
      granted(
        tableStatements(template, role).filter(({ Action }) =>
          toList(Action).some((action) => /PutItem|UpdateItem/.test(action)),
        ),
      ).includes("VOUCHED#*"),
    );
    expect(writers.map(({ role }) => role).sort()).toEqual(["AdminRole", "AuthRole", "PostConfirmationRole"]);
  });

  test("the account module may not write it; it only deletes the record of a deleted account", () => {
    const writes = tableStatements(template, "AccountRole").filter(({ Action }) =>
      toList(Action).some((action) => /PutItem|UpdateItem/.test(action)),
    );
    expect(granted(writes).filter((partition) => powers.includes(partition))).toEqual([]);
  });
});
