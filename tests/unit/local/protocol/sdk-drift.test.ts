/**
 * The SDK is updated more often than the model in `local/model`. These tests name what an update brings: an operation or a member that
 * the local cloud does not know.
 */
import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { notBuilt, operations } from "../../../../local/cognito/operations.ts";
import { loadServiceModel } from "../../../../local/protocol/service-model.ts";

const model = loadServiceModel("cognito-idp.json");

/** The SDK's schemas are arrays that begin with their kind: https://github.com/smithy-lang/smithy-typescript, `packages/types/src/schema`. */
const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const OPERATION = 9;

type Schema = readonly unknown[];
const resolve = (schema: unknown): unknown => (typeof schema === "function" ? schema() : schema);
const isSchema = (schema: unknown, kind: number): schema is Schema =>
  Array.isArray(schema) && schema[0] === kind;

const commands = Object.values(sdk).filter((exported): exported is Schema & typeof exported =>
  isSchema(exported, OPERATION),
);
const nameOf = (schema: Schema): string => String(schema[2]);

/** Every structure that a schema contains, itself included: name → its members and how many of them are required. */
function structuresIn(root: unknown, found = new Map<string, { members: string[]; required: string[] }>()) {
  const schema = resolve(root);
  if (isSchema(schema, LIST)) structuresIn(schema[4], found);
  if (isSchema(schema, MAP)) structuresIn(schema[5], found);
  if (isSchema(schema, STRUCTURE) && !found.has(nameOf(schema))) {
    const members = schema[4] as string[];
    found.set(nameOf(schema), { members, required: members.slice(0, Number(schema[6] ?? 0)) });
    for (const member of schema[5] as unknown[]) structuresIn(member, found);
  }
  return found;
}

test("the SDK has no operation that the model lacks, and the model none that the SDK lacks", () => {
  const inSdk = commands.map(nameOf).sort();
  expect(inSdk.length).toBeGreaterThan(130);
  expect(Object.keys(model.operations).sort()).toEqual(inSdk);
});

test("every operation is built, or its reason not to be is given", () => {
  const missing = Object.keys(model.operations).filter(
    (name) => !operations.has(name) && !(name in notBuilt),
  );
  expect(missing).toEqual([]);
  expect(Object.keys(notBuilt).filter((name) => operations.has(name))).toEqual([]);
  expect(Object.keys(notBuilt).filter((name) => !(name in model.operations))).toEqual([]);
});

describe.each(commands.map((command) => [nameOf(command), command] as const))("%s", (_name, command) => {
  const structures = [...structuresIn(command[4])];

  test("takes the members of the SDK's type", () => {
    for (const [name, { members }] of structures) {
      const known = Object.keys(model.inputShapes[name]?.members ?? {});
      expect({ name, members: known.sort() }).toEqual({ name, members: [...members].sort() });
    }
  });

  test("requires what the SDK's type requires", () => {
    for (const [name, { required }] of structures) {
      const known = model.inputShapes[name]?.required ?? [];
      expect({ name, required: [...known].sort() }).toEqual({ name, required: [...required].sort() });
    }
  });
});
