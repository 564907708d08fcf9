/**
 * Reloads the project's modules for every run of a test file, in one process and with one of them mutated. Node caches a module
 * by its URL, so a run's number after `?` is enough; packages stay loaded, which makes a run cheap.
 */
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url).href;
const packages = `${root}node_modules/`;
const own = new URL("./", import.meta.url).href;
const jestGlobals = new URL("jest-globals.ts", own).href;

/** JavaScript by URL, without the run's number. */
const stripped = new Map<string, string>();

let run = 0;
let changed: { readonly url: string; readonly source: string } | null = null;

/** A source that replaces a file of the project. */
export interface ChangedFile {
  /** Path from the root of the project. */
  readonly file: string;
  readonly source: string;
}

/** Begins a run. @returns a function from a file of the project to the URL to import it from */
export function beginRun(change: ChangedFile | null): (file: string) => string {
  run += 1;
  changed = change && { url: new URL(change.file, root).href, source: change.source };
  const number = run;
  return (file) => `${new URL(file, root).href}?run=${number}`;
}

/** @throws SyntaxError if the source is not TypeScript */
export function strip(source: string): string {
  return stripTypeScriptTypes(source, { mode: "strip" });
}

function isFresh(url: string): boolean {
  return url.startsWith(root) && !url.startsWith(packages) && !url.startsWith(own) && /\.[jt]s$/.test(url);
}

/** Changes permanently how Node resolves and loads modules in this process. */
export function installFreshModules(): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === "@jest/globals") return { url: jestGlobals, shortCircuit: true };
      if (!specifier.startsWith(".")) return next(specifier, context);
      const url = new URL(specifier, context.parentURL).href;
      if (!isFresh(url)) return next(specifier, context);
      // Code that is left from an earlier run continues with its own modules.
      const ofParent = /\?run=(\d+)$/.exec(context.parentURL ?? "")?.[1];
      return { url: `${url}?run=${ofParent ?? run}`, shortCircuit: true };
    },
    load(url, context, next) {
      const [path = "", query] = url.split("?run=");
      if (query === undefined) return next(url, context);
      return { format: "module", source: sourceOf(path, Number(query)), shortCircuit: true };
    },
  });
}

function sourceOf(url: string, ofRun: number): string {
  if (changed?.url === url && ofRun === run) return strip(changed.source);
  const known = stripped.get(url);
  if (known !== undefined) return known;
  const text = readFileSync(fileURLToPath(url), "utf8");
  const source = url.endsWith(".ts") ? strip(text) : text;
  stripped.set(url, source);
  return source;
}
