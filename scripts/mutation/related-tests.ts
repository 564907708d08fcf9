/** Which test files import a source file, directly or indirectly, according to the imports in the text. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(?\s*)["'](\.[^"']+)["']/g;

/** An import whose path is only known at run time: `import(`../../triggers/${file}.ts`)`. */
const COMPUTED_IMPORT = /\bimport\s*\(\s*`(\.[^`$]*\/)[^`]*`/g;

/** Jest projects whose tests run the code in their own process. */
const TESTS = ["tests/unit", "tests/emulator", "tests/service"];

const closures = new Map<string, ReadonlySet<string>>();

/** The file and everything it imports, as paths from the project's root. */
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

/** Tests also import generated files, by a path in a string. */
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

/** The test files that import any of the sources. */
export function testsThatImport(sources: readonly string[]): readonly string[] {
  const tests = TESTS.flatMap(sourcesUnder).filter((file) => file.endsWith(".test.ts"));
  return tests.filter((test) => sources.some((source) => closureOf(test).has(source)));
}
