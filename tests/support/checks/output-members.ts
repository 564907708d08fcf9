/** Which members of the SDK's output types the local cloud has answered. */
import * as sdk from "@aws-sdk/client-cognito-identity-provider";

/** The SDK's schemas are arrays that begin with their kind: https://github.com/smithy-lang/smithy-typescript, `packages/types/src/schema`. */
const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const OPERATION = 9;

type Schema = readonly unknown[];
const isSchema = (schema: unknown, kind: number): schema is Schema =>
  Array.isArray(schema) && schema[0] === kind;
const resolve = (schema: unknown): unknown => (typeof schema === "function" ? schema() : schema);

const outputs: ReadonlyMap<string, unknown> = new Map(
  Object.values(sdk)
    .filter((exported): exported is Schema & typeof exported => isSchema(exported, OPERATION))
    .map((command) => [String(command[2]), command[5]]),
);

/** Calls `visit` for every member of every structure below the schema; `value` is undefined where an answer lacks it. */
function walk(
  schemaOrThunk: unknown,
  value: unknown,
  visit: (member: string, value: unknown) => boolean,
): void {
  const schema = resolve(schemaOrThunk);
  if (isSchema(schema, LIST)) for (const item of itemsOf(value)) walk(schema[4], item, visit);
  if (isSchema(schema, MAP)) for (const item of itemsOf(value)) walk(schema[5], item, visit);
  if (!isSchema(schema, STRUCTURE)) return;
  const members = schema[4] as readonly string[];
  members.forEach((member, index) => {
    const inside = (value as Readonly<Record<string, unknown>> | undefined)?.[member];
    if (visit(`${String(schema[2])}.${member}`, inside)) walk((schema[5] as Schema)[index], inside, visit);
  });
}

const itemsOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [undefined] : Object.values(value as object);

/** Every member that an answer to these operations can have, `Structure.Member`. */
export function membersOfOutputs(operations: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const operation of operations) {
    walk(outputs.get(operation), undefined, (member) => {
      const isNew = !found.has(member);
      found.add(member);
      return isNew;
    });
  }
  return found;
}

/** Notes the members that an answer has. */
export function noteMembers(operation: string, answer: unknown, seen: Set<string>): void {
  walk(outputs.get(operation), answer, (member, value) => {
    if (value === undefined) return false;
    seen.add(member);
    return true;
  });
}
