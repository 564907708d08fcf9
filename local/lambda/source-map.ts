/**
 * Looks places up in a source map (ECMA-426, https://tc39.es/ecma426/). Node's own `SourceMap` decodes a whole map into
 * objects: 50 MB and a tenth of a second for a function that bundles an SDK, although a stack has only about twenty places.
 * This reads the mappings once and keeps only the results.
 */

/** Lines and columns count from zero. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface SourceMapText {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly mappings: string;
}

export interface OriginalPosition extends Position {
  /** Index into `sources`. */
  readonly source: number;
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const DIGITS = new Map([...BASE64].map((character, digit) => [character.charCodeAt(0), digit]));
const COMMA = 0x2c;
const SEMICOLON = 0x3b;

/** The sources of generated positions, in their order; null for positions without a source. */
export function findOriginals(mappings: string, wanted: readonly Position[]): (OriginalPosition | null)[] {
  const found: (OriginalPosition | null)[] = wanted.map(() => null);
  const byLine = Map.groupBy(wanted.entries(), ([, { line }]) => line);
  for (const { generated, original } of readSegments(mappings, byLine)) {
    // The last segment of the line that does not begin after the place counts.
    for (const [place, position] of byLine.get(generated.line) ?? []) {
      if (generated.column <= position.column) found[place] = original;
    }
  }
  return found;
}

interface Segment {
  readonly generated: Position;
  readonly original: OriginalPosition | null;
}

/** The segments of some lines. All before them have to be read: every number but the generated line is relative to the one before. */
function* readSegments(mappings: string, lines: ReadonlyMap<number, unknown>): Generator<Segment> {
  const lastLine = Math.max(-1, ...lines.keys());
  const at = { line: 0, column: 0, source: 0, originalLine: 0, originalColumn: 0 };
  for (let index = 0; index < mappings.length && at.line <= lastLine; ) {
    const code = mappings.charCodeAt(index);
    if (code === SEMICOLON || code === COMMA) {
      if (code === SEMICOLON) Object.assign(at, { line: at.line + 1, column: 0 });
      index += 1;
      continue;
    }
    const { fields, end } = readSegment(mappings, index);
    index = end;
    const [column = 0, source, line = 0, originalColumn = 0] = fields;
    at.column += column;
    at.source += source ?? 0;
    at.originalLine += line;
    at.originalColumn += originalColumn;
    if (!lines.has(at.line)) continue;
    const original =
      source === undefined ? null : { source: at.source, line: at.originalLine, column: at.originalColumn };
    yield { generated: { line: at.line, column: at.column }, original };
  }
}

/** Base64 VLQ: five bits a digit, lowest first; the sixth says that more come, the lowest of all is the sign. */
function readSegment(mappings: string, start: number): { readonly fields: number[]; readonly end: number } {
  const fields: number[] = [];
  let value = 0;
  let shift = 0;
  let end = start;
  for (; end < mappings.length; end += 1) {
    const digit = DIGITS.get(mappings.charCodeAt(end));
    if (digit === undefined) break;
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    fields.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  // Characters outside of the alphabet are skipped, so that an invalid map comes to an end.
  return { fields, end: Math.max(end, start + 1) };
}
