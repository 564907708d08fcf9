import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "@jest/globals";

const read = (page: string) => readFileSync(resolve(import.meta.dirname, "../../../docs", page), "utf8");

/** The first key function of each item of the table whose key names a user. */
const keysOfUsers = read("data-model.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.includes("{sub}"))
  .flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    return /^`(\w+Key)`/.exec(cells[2] ?? "")?.[1] ?? [];
  });

const explained = [...read("terms-and-data.md").matchAll(/^\| (`\w+Key`(?:, `\w+Key`)*) \|/gm)].flatMap(
  ([, names = ""]) => [...names.matchAll(/\w+/g)].map(([name]) => name),
);

test("docs/terms-and-data.md says of every item of a user whether the export has it", () => {
  expect(keysOfUsers.length).toBeGreaterThan(15);
  expect(explained.sort()).toEqual([...new Set(keysOfUsers)].sort());
});
