/** What the formats have in common: JSON files, checked without quoting a value, and paths into a user. */
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type * as z from "zod";
import { ScriptError } from "../../deployment/script-error.ts";

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ScriptError(`${place}: not JSON`);
  }
}

const readJsonFile = async (file: string): Promise<unknown> => parseJson(await readFile(file, "utf8"), file);

async function beginsWithBracket(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.toString("utf8", 0, bytesRead).trimStart().startsWith("[");
  } finally {
    await handle.close();
  }
}

export interface Numbered {
  /** From 1, over all files. */
  readonly number: number;
  /** For messages. */
  readonly place: string;
  readonly value: unknown;
}

/** The values of files that are JSON arrays, or have one JSON value on each line. */
export async function* readValues(files: readonly string[]): AsyncGenerator<Numbered> {
  let number = 0;
  for (const file of files) {
    if (await beginsWithBracket(file)) {
      const values = await readJsonFile(file);
      if (!Array.isArray(values)) throw new ScriptError(`${file}: not a JSON array`);
      for (const [index, value] of values.entries()) {
        number += 1;
        yield { number, place: `${file}, user ${index + 1}`, value };
      }
      continue;
    }
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      line += 1;
      if (text.trim() === "") continue;
      number += 1;
      const place = `${file}, line ${line}`;
      yield { number, place, value: parseJson(text, place) };
    }
  }
}

/** @throws ScriptError that names the place and each invalid member, but never a value */
export function parseAs<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "value"}: ${message}`);
  throw new ScriptError(`${place}: ${issues.join("; ")}`);
}

/** The users of files that are JSON objects with a list `users`. */
export async function* readUserLists<User extends z.ZodType>(
  files: readonly string[],
  { list, user }: { readonly list: z.ZodType<{ readonly users: readonly unknown[] }>; readonly user: User },
): AsyncGenerator<{ readonly number: number; readonly user: z.infer<User> }> {
  let number = 0;
  for (const file of files) {
    const { users } = parseAs(list, await readJsonFile(file), file);
    for (const [index, value] of users.entries()) {
      number += 1;
      yield { number, user: parseAs(user, value, `${file}, user ${index + 1}`) };
    }
  }
}

/** The member at a path such as `user_metadata.tenant`. */
function memberAt(value: unknown, path: string): unknown {
  let member = value;
  for (const name of path.split(".")) {
    if (typeof member !== "object" || member === null || !Object.hasOwn(member, name)) return undefined;
    member = (member as Record<string, unknown>)[name];
  }
  return member;
}

function asText(value: unknown): string | undefined {
  if (Array.isArray(value)) return asText(value[0]);
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}

/** Attributes from the paths that the operator names; of a list the first. */
export function mappedAttributes(
  value: unknown,
  paths: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  return definedOnly(
    Object.fromEntries(Array.from(paths, ([path, name]) => [name, asText(memberAt(value, path))])),
  );
}

/** The texts at a path: a list, or a single one. */
export function groupsAt(value: unknown, path: string): readonly string[] {
  const found = memberAt(value, path);
  const list = Array.isArray(found) ? found : [found];
  return list.flatMap((group) => (typeof group === "string" && group !== "" ? [group] : []));
}

/** Without the members that are not there, or empty. */
export function definedOnly(
  values: Readonly<Record<string, string | undefined | null>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
  );
}
