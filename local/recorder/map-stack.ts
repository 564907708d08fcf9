/** Stacks of bundled functions, in the lines of their sources. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** `at handler (file:///…/pre-sign-up.mjs:120:9)`, with or without the name and the brackets. */
const FRAME =
  /^(?<before>\s*at .*?\(?)(?<file>file:\/\/[^\s()]+?|\/[^\s()]+?):(?<line>\d+):(?<column>\d+)(?<after>\)?)$/;

/**
 * Each frame in a bundle that has a source map beside it names its source, relative to the working directory. Others stay as they are.
 *
 * @param stack its lines
 */
export function mapStack(stack: readonly string[]): readonly string[] {
  const maps = new Map<string, SourceMap | null>();
  return stack.map((line) => {
    const { before = "", file = "", line: row, column, after = "" } = FRAME.exec(line)?.groups ?? {};
    if (file === "") return line;
    const path = file.startsWith("file:") ? fileURLToPath(file) : file;
    if (!maps.has(path)) maps.set(path, loadMap(path));
    const entry = maps.get(path)?.findEntry(Number(row) - 1, Number(column) - 1);
    if (entry === undefined || !("originalSource" in entry)) return line;
    const source = relative(process.cwd(), resolve(dirname(path), entry.originalSource));
    return `${before}${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}${after}`;
  });
}

/** The one that was used last: a function that fails, fails again. Held weakly, it takes megabytes. */
let latest: { readonly key: string; readonly map: WeakRef<SourceMap> } | undefined;

function loadMap(bundle: string): SourceMap | null {
  const file = `${bundle}.map`;
  if (!existsSync(file)) return null;
  const key = `${file} ${statSync(file).mtimeMs}`;
  const kept = latest?.key === key ? latest.map.deref() : undefined;
  if (kept !== undefined) return kept;
  try {
    const map = new SourceMap(JSON.parse(readFileSync(file, "utf8")));
    latest = { key, map: new WeakRef(map) };
    return map;
  } catch {
    return null;
  }
}
