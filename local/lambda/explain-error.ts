/**
 * A function's error with places in its TypeScript sources, by the bundle's source map, which is read only when an error
 * occurs.
 */
import { readFile, stat } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { findOriginals, type Position, type SourceMapText } from "./source-map.ts";
import type { FunctionError } from "./worker-messages.ts";

/** The line that threw. */
export interface SourceLine {
  /** Relative to the service, if it is one of its files. */
  readonly file: string;
  /** From one. */
  readonly line: number;
  /** From zero, in UTF-16 code units. */
  readonly column: number;
  readonly lineText: string;
}

export interface ExplainedError {
  /** Its trace names sources instead of the bundle. */
  readonly error: FunctionError;
  /** The innermost line of the service's own code; null if there is none, or no source map. */
  readonly source: SourceLine | null;
}

interface Bundle {
  /** Absolute path. */
  readonly file: string;
  /** The folder that file names are relative to; absolute. */
  readonly folder: string;
}

/** A V8 frame's place: `file:///…/x.mjs:12:34`. */
const PLACE = /(file:\/\/[^\s()]+):(\d+):(\d+)/;
const FRAME = /^\s+at /;

const isOwn = (file: string) => !/(?:^|\/)node_modules\//.test(file) && !file.startsWith("..");

/** How many times a repeated error is explained. */
const MAX_KEPT = 20;
const kept = new Map<string, Promise<ExplainedError>>();

/** Never throws: without a source map the error stays as it is. */
export async function explainError(error: FunctionError, bundle: Bundle): Promise<ExplainedError> {
  const version = await stat(`${bundle.file}.map`).catch(() => null);
  if (version === null) return { error, source: null };
  const key = JSON.stringify([bundle, version.mtimeMs, error]);
  const known = kept.get(key) ?? explain(error, bundle);
  kept.delete(key);
  kept.set(key, known);
  const [oldest = ""] = kept.keys();
  if (kept.size > MAX_KEPT) kept.delete(oldest);
  return known;
}

async function explain(error: FunctionError, { file, folder }: Bundle): Promise<ExplainedError> {
  const url = pathToFileURL(file).href;
  const places = error.trace.map((line) => placeIn(line, url));
  const wanted = places.filter((place) => place !== null);
  const map = wanted.length === 0 ? null : await readMap(`${file}.map`);
  if (map === null) return { error, source: null };
  const originals = findOriginals(map.mappings, wanted);
  let source: SourceLine | null = null;
  const trace = error.trace.map((line, index) => {
    const place = places[index];
    const original = place ? originals[wanted.indexOf(place)] : null;
    if (!original) return line;
    const name = relative(folder, resolve(dirname(file), map.sources[original.source] ?? "")).replaceAll(
      "\\",
      "/",
    );
    const lineText = map.sourcesContent?.[original.source]?.split("\n", original.line + 1).at(-1) ?? "";
    if (isOwn(name)) source ??= { file: name, line: original.line + 1, column: original.column, lineText };
    return line.replace(PLACE, `${name}:${original.line + 1}:${original.column + 1}`);
  });
  return { error: { ...error, trace }, source };
}

/** Only places in the bundle itself, because a message may name any file. */
function placeIn(line: string, url: string): Position | null {
  const [, file, row, column] = (FRAME.test(line) && PLACE.exec(line)) || [];
  return file === url ? { line: Number(row) - 1, column: Number(column) - 1 } : null;
}

async function readMap(path: string): Promise<SourceMapText | null> {
  try {
    const map = JSON.parse(await readFile(path, "utf8")) as Partial<SourceMapText>;
    return typeof map.mappings === "string" && Array.isArray(map.sources) ? (map as SourceMapText) : null;
  } catch {
    return null;
  }
}
