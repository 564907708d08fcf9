/** Finds files that import each other in a circle, with the path. */
import { dirname, join } from "node:path/posix";

/** Imports that are resolved before a file runs, including type imports. `import()` is left out: it runs when both files are loaded. */
const STATIC_IMPORT = /(?:\bfrom\s+|^import\s+)["'](\.[^"']+)["']/gm;

const importsOf = (file: string, text: string): readonly string[] =>
  [...text.matchAll(STATIC_IMPORT)].map(([, specifier = ""]) => join(dirname(file), specifier));

/**
 * Follows the imports from every file, depth first: an import of a file on the current path closes a circle.
 *
 * @param sources the text of each file, by its path from the root
 * @returns the path of each circle: `a.ts → b.ts → a.ts`
 */
export function importCircles(sources: ReadonlyMap<string, string>): readonly string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];

  function follow(file: string): void {
    if (way.includes(file)) {
      circles.push([...way.slice(way.indexOf(file)), file].join(" → "));
      return;
    }
    if (done.has(file)) return;
    way.push(file);
    for (const imported of importsOf(file, sources.get(file) ?? "")) follow(imported);
    way.pop();
    done.add(file);
  }

  for (const file of sources.keys()) follow(file);
  return circles;
}
