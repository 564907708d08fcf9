import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { takeBaseline } from "../../../scripts/mutation/baseline.ts";
import { explanations, staleExplanations } from "../../../scripts/mutation/explained.ts";
import { findKiller } from "../../../scripts/mutation/find-killer.ts";
import { makeMutants, mutatedSource } from "../../../scripts/mutation/make-mutants.ts";
import { TestProcess } from "../../../scripts/mutation/test-process.ts";

/** The mutants of a line, each as the whole line. */
const linesOf = (source: string) =>
  makeMutants("a.ts", source).map((mutant) => mutatedSource(source, mutant));

describe("mistakes", () => {
  test.each([
    [
      "if (a < 1) b();",
      ["if (true) b();", "if (false) b();", "if (a <= 1) b();", "if (a >= 1) b();", "if (a < 2) b();"],
    ],
    ["const a = b === c;", ["const a = b !== c;"]],
    ["const a = b === c ? d : e;", ["const a = true ? d : e;", "const a = false ? d : e;"]],
    ["const a = b && c;", ["const a = b;", "const a = c;"]],
    ["const a = b ?? 60;", ["const a = b;", "const a = 60;", "const a = b ?? 61;"]],
    ["const a = !b;", ["const a = b;"]],
    ["const a = b + c - d;", ["const a = b - c - d;", "const a = b + c + d;"]],
    ['const a = "";', ['const a = "mutated";']],
    ["const a = `b`;", ["const a = ``;"]],
    ["const a = true;", ["const a = false;"]],
    ["const a = [b].sort();", ["const a = [].sort();", "const a = [b];"]],
    [
      "const a = b?.filter(c).at(0);",
      ["const a = b.at(0);", "const a = b.filter(c).at(0);", "const a = b?.filter(c).at(1);"],
    ],
    ["const a = b.some(c);", ["const a = b.every(c);"]],
    ["const a = { ...b };", ["const a = { ...{} };"]],
    ["const a = /^b$/i;", ["const a = /b$/i;", "const a = /^b/i;", "const a = /^b$/;"]],
    ["a();", [";"]],
    ["a += b;", [";", "a -= b;"]],
    ["for (; a; b++) c();", ["for (; false; b++) c();", "for (; a; b--) c();", "for (; a; b++) ;"]],
  ])("%s", (source, expected) => {
    expect(linesOf(source).sort()).toEqual([...expected].sort());
  });
});

test("types, imports and names are not mutated", () => {
  const source = [
    'import { a } from "a";',
    'export * from "b";',
    'type B = "b" | 1;',
    'const c = { "d-e": f as "g" };',
    "const h: Record<'i', 2> = j;",
    "'use strict';",
    "const k = tag`l`;",
  ];
  expect(linesOf(source.join("\n"))).toEqual([]);
});

test("positions count characters, also after those with several bytes", () => {
  const source = '// é – 😀\nconst a = "ß";\nconst b = c < d;';
  expect(makeMutants("a.ts", source)).toMatchObject([
    { line: 2, lineText: 'const a = "ß";', original: '"ß"', replacement: '""' },
    { line: 3, original: "<", replacement: "<=" },
    { line: 3, original: "<", replacement: ">=" },
  ]);
});

test("a statement that is a condition's whole branch is not removed in addition to the condition", () => {
  expect(linesOf("if (a) throw b;").sort()).toEqual(["if (false) throw b;", "if (true) throw b;"]);
});

test("every explanation matches a mutant", () => {
  const files = [...new Set(explanations.map(({ file }) => file))];
  const mutants = files.flatMap((file) => makeMutants(file, readFileSync(file, "utf8")));
  expect(staleExplanations(mutants)).toEqual([]);
});

describe("a search", () => {
  const file = "libs/auth/hide-number.ts";
  const testFile = "tests/unit/libs/auth/hide-number.test.ts";
  const source = readFileSync(file, "utf8");
  const [first] = makeMutants(file, source);

  test("finds the test file that kills a mutant, and none for an equivalent one", async () => {
    if (first === undefined) throw new Error("no mutant");
    const runner = new TestProcess();
    try {
      const baseline = await takeBaseline(testFile, runner);
      expect(baseline).toMatchObject({ testFile, failure: null });
      expect(baseline.covered[file]?.length).toBeGreaterThan(0);
      const killerOf = (mistaken: string) =>
        findKiller(first, { source: mistaken, baselines: [baseline], runner });
      expect(await killerOf(mutatedSource(source, first))).toBe(testFile);
      expect(await killerOf(`${source}\n// A remark.`)).toBeNull();
      expect(await killerOf(`${source}\nfor (;`)).toBe("invalid");
    } finally {
      runner.stop();
    }
  });
});
