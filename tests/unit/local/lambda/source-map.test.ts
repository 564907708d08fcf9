import { SourceMap } from "node:module";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { build } from "esbuild";
import fc from "fast-check";
import { findOriginals } from "../../../../local/lambda/source-map.ts";

/** A real map: several sources, long and short lines, names, generated code without a source. */
async function realMap() {
  const { outputFiles } = await build({
    entryPoints: ["triggers/pre-token-generation.ts"],
    bundle: true,
    format: "esm",
    platform: "node",
    outdir: "out",
    sourcemap: "linked",
    write: false,
  });
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
  return { map: JSON.parse(text(".map")), lines: text(".js").split("\n") };
}

describe("positions in a bundle", () => {
  let real: Awaited<ReturnType<typeof realMap>>;
  beforeAll(async () => {
    real = await realMap();
  });

  test("map to the same source as with Node's own reader", () => {
    const reference = new SourceMap(real.map);
    const positions = fc.array(
      fc
        .nat(real.lines.length - 1)
        .chain((line) => fc.record({ line: fc.constant(line), column: fc.nat(real.lines[line]?.length) })),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(positions, (wanted) => {
        const expected = wanted.map(({ line, column }) => {
          const entry = reference.findEntry(line, column);
          // Node goes back to earlier lines if a line has nothing before the position.
          if (!("originalSource" in entry) || entry.generatedLine !== line) return null;
          const source = real.map.sources.indexOf(entry.originalSource);
          return { source, line: entry.originalLine, column: entry.originalColumn };
        });
        expect(findOriginals(real.map.mappings, wanted)).toEqual(expected);
      }),
    );
  });
});

test.each([
  ["nothing", "", null],
  ["a segment without a source", "A", null],
  ["numbers that go back", "AAgBA;ACDA", { source: 1, line: 15, column: 0 }],
  ["what is not a map", "!! §,,;;~;AAAA", null],
])("of %s", (_, mappings, expected) => {
  expect(findOriginals(mappings, [{ line: 1, column: 5 }])).toEqual([expected]);
});
