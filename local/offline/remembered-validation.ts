/**
 * Remembers valid configurations, so that the framework does not check the same one again at every `npm start`: its validator
 * is one function of megabytes, and takes a third of a start. A different configuration, other parameters, another schema
 * (plugins add parts to it) or other packages are checked.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { installedPackages } from "./installed-packages.ts";

/** The changes of a validation: it coerces values, for example a scalar into a list of one. */
interface Coercion {
  readonly path: readonly string[];
  readonly value: unknown;
}

interface Remembered {
  readonly key: string;
  readonly coercions: readonly Coercion[];
}

/** How many of the last configurations are remembered: parameters of a command line make another one. */
const MAX_REMEMBERED = 10;

let memory: string | null = null;

/**
 * From now on, valid configurations are remembered and not checked again.
 *
 * @param file where they are stored; beside the packages
 */
export function rememberValidation(file: string): void {
  memory = file;
}

interface Validation {
  readonly configuration: unknown;
  readonly schema: unknown;
  /** Checks the configuration, and changes it. @throws if it is not valid */
  readonly validate: () => Promise<void>;
}

/** Applies the remembered changes of `validate` to the configuration, or calls `validate` if they are unknown. */
export async function validateOnce({ configuration, schema, validate }: Validation): Promise<void> {
  // In any other mode, problems are warnings, which must be printed each time.
  const file = isMembers(configuration) && configuration.configValidationMode === "error" ? memory : null;
  const before = file === null ? null : textOf(configuration);
  const schemaText = file === null ? null : textOf(schema);
  if (file === null || before === null || schemaText === null) return validate();
  const key = createHash("sha256")
    .update(installedPackages())
    .update(schemaText)
    .update("\0")
    .update(withoutPorts(before))
    .digest("hex");
  const remembered = read(file);
  const found = remembered.find((each) => each.key === key);
  if (found !== undefined) {
    for (const coercion of found.coercions) apply(configuration, coercion);
    return;
  }
  await validate();
  const coercions = differences(JSON.parse(before), configuration);
  if (coercions !== null && !hasPorts(JSON.stringify(coercions))) {
    write(file, [{ key, coercions }, ...remembered].slice(0, MAX_REMEMBERED));
  }
}

/** Stacks have different ports, which no schema checks: those of the plugin, of pages and providers on this machine, and in cookies' names. */
const withoutPorts = (text: string): string =>
  text
    .replace(/"(httpPort|lambdaPort|cookieSuffix|COOKIE_SUFFIX)":"?-?\d{1,5}"?/g, '"$1":0')
    .replace(/(\bhttps?:\/\/(?:localhost|127\.0\.0\.1)):\d{1,5}/g, "$1:0");

const hasPorts = (text: string): boolean => withoutPorts(text) !== text;

/**
 * JSON of a value; null if JSON can't represent it completely.
 */
function textOf(value: unknown): string | null {
  let isTold = true;
  try {
    const text = JSON.stringify(value, function (this: Record<string, unknown>, key, member) {
      const given = this[key];
      if (given instanceof RegExp) return `RegExp ${String(given)}`;
      if (["function", "symbol", "bigint"].includes(typeof given) || given instanceof Date) isTold = false;
      return member;
    });
    return isTold ? text : null;
  } catch {
    return null; // circular
  }
}

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members => typeof value === "object" && value !== null;

/** The changes that turn one value into the other; null if more than the values of members differ. */
function differences(before: unknown, after: unknown, path: readonly string[] = []): Coercion[] | null {
  if (!isMembers(before) || !isMembers(after) || Array.isArray(before) !== Array.isArray(after)) {
    const isSame = JSON.stringify(before) === JSON.stringify(after);
    if (isSame) return [];
    return path.length === 0 ? null : [{ path, value: after }];
  }
  const names = Object.keys(JSON.parse(JSON.stringify(after)) as object);
  if (names.sort().join("\0") !== Object.keys(before).sort().join("\0")) return null;
  const found = names.map((name) => differences(before[name], after[name], [...path, name]));
  return found.some((each) => each === null) ? null : found.flatMap((each) => each ?? []);
}

function apply(configuration: unknown, { path, value }: Coercion): void {
  let owner = configuration as Members;
  for (const name of path.slice(0, -1)) owner = owner[name] as Members;
  owner[path.at(-1) ?? ""] = value;
}

function read(file: string): readonly Remembered[] {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(content) ? content : [];
  } catch {
    return [];
  }
}

/** Atomic, because two stacks may start at the same time. If it can't be written, the next start checks again. */
function write(file: string, remembered: readonly Remembered[]): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, JSON.stringify(remembered), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // A folder of packages may be read-only.
  }
}
