import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "../../..");
const page = readFileSync(resolve(root, "docs/security.md"), "utf8");

/** Requirements at levels 1 and 2 of ASVS 5.0.0, chapters 6 and 7: the number of each section's that there are, from the first. */
const REQUIREMENTS: Readonly<Record<string, readonly number[]>> = {
  "6.1": [1, 2, 3],
  "6.2": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  "6.3": [1, 2, 3, 4],
  "6.4": [1, 2, 3, 4],
  "6.5": [1, 2, 3, 4, 5],
  "6.6": [1, 2, 3],
  "6.8": [1, 2, 3, 4],
  "7.1": [1, 2, 3],
  "7.2": [1, 2, 3, 4],
  "7.3": [1, 2],
  "7.4": [1, 2, 3, 4, 5],
  "7.5": [1, 2],
  "7.6": [1, 2],
};

test("every requirement of chapters 6 and 7 at level 2 has one row, with a verdict", () => {
  const rows = page.split("\n").filter((line) => /^\| [67]\.\d/.test(line));
  const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()));
  expect(cells.flatMap(([, ids = ""]) => ids.split(", ")).sort()).toEqual(
    Object.entries(REQUIREMENTS)
      .flatMap(([section, numbers]) => numbers.map((number) => `${section}.${number}`))
      .sort(),
  );
  for (const [, , , , verdict = ""] of cells) expect(verdict).toMatch(/^(met|\*\*not met\*\*|the app)/);
});

test("every test that the page names exists", () => {
  const named = [...page.matchAll(/`(tests\/[\w/*-]+)`/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => globSync(`${path}*`, { cwd: root }).length === 0)).toEqual([]);
});
