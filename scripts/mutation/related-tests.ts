/** Which test files import a source file, directly or through others: read from the imports in the text. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(?\s*)["'](\.[^"']+)["']/g;

/** An import whose file is only known when it runs: `import(`../../triggers/${file}.ts`)`. */
const COMPUTED_IMPORT = /\bimport\s*\(\s*`(\.[^`$]*\/)[^`]*`/g;

/** Projects of Jest whose tests run code in their own process. */
const TESTS = ["tests/unit", "tests/emulator", "tests/service"];

const closures = new Map<string, ReadonlySet<string>>();

/** The file and all it imports, as paths from the root of the project. */
export function closureOf(file: string): ReadonlySet<string> {
  const known = closures.get(file);
  if (known !== undefined) return known;
  const found = new Set<string>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...importsOf(next));
  }
  closures.set(file, found);
  return found;
}

const imports = new Map<string, readonly string[]>();

function importsOf(file: string): readonly string[] {
  const known = imports.get(file);
  if (known !== undefined) return known;
  const text = readIfThere(file);
  const at = (specifier = "") => join(dirname(file), specifier);
  const found = [
    ...[...text.matchAll(IMPORT)].map(([, specifier]) => at(specifier)),
    ...[...text.matchAll(COMPUTED_IMPORT)].flatMap(([, folder]) => sourcesUnder(at(folder))),
  ];
  imports.set(file, found);
  return found;
}

/** Tests also import, inside of texts, what they make first. */
function readIfThere(file: string): string {
  if (!/\.[jt]s$/.test(file)) return "";
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

export function sourcesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The test files that any of the sources reaches. */
export function testsThatImport(sources: readonly string[]): readonly string[] {
  const tests = TESTS.flatMap(sourcesUnder).filter((file) => file.endsWith(".test.ts"));
  return tests.filter((test) => sources.some((source) => closureOf(test).has(source)));
}
