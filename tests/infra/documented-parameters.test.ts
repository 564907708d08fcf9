import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("docs/deploy.md has every parameter of config/params.yml in its tables, and no other", () => {
  const inFile = [...read("config/params.yml").matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  const rows = read("docs/deploy.md").matchAll(/^\| ((?:`\w+`(?:, )?)+) \|.*\|.*\|.*\|.*\|.*\|.*\|$/gm);
  const inDocs = [...rows].flatMap(([, names = ""]) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  expect(inDocs.sort()).toEqual([...new Set(inFile)].sort());
});
