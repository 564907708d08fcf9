import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { diffLines } from "../../../web/src/components/diff-lines.ts";

const source = resolve(import.meta.dirname, "../../../web/src");

/** Every catalog: the frame's and each area's, by language. */
const catalogs = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".po"),
);

/** Texts and their translations; a long one is in several lines. */
function entriesOf(path: string): readonly (readonly [text: string, translation: string])[] {
  const found = readFileSync(join(source, path), "utf8").matchAll(
    /^msgid ((?:".*"\n)+)msgstr ((?:".*"\n)+)/gm,
  );
  const whole = (lines = "") =>
    lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as string)
      .join("");
  return [...found]
    .map(([, text, translation]) => [whole(text), whole(translation)] as const)
    .filter(([text]) => text !== "");
}

/**
 * Placeholders: `{name}`, `<0>` and the variables of a plural. A translation must have all of them. The words of a plural's case
 * are not placeholders.
 */
const placesOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?<!(?:=\d+|zero|one|two|few|many|other) )\{(\w+)[,}]|<(\d+)>/g)]
    .map(([whole]) => whole)
    .sort();

test("every language has every text of the console, with its placeholders", () => {
  expect(catalogs.length).toBeGreaterThanOrEqual(24);
  const missing = catalogs.flatMap((path) =>
    entriesOf(path)
      .filter(([, translation]) => translation === "")
      .map(([text]) => `${path}: ${text}`),
  );
  expect(missing).toEqual([]);
  const broken = catalogs.flatMap((path) =>
    entriesOf(path)
      .filter(([text, translation]) => placesOf(text).join() !== placesOf(translation).join())
      .map(([text]) => `${path}: ${text}`),
  );
  expect(broken).toEqual([]);
});

test("the languages of an area have the same texts", () => {
  for (const english of catalogs.filter((path) => path.endsWith("/en.po"))) {
    const texts = entriesOf(english).map(([text]) => text);
    for (const language of ["de", "es", "fr"]) {
      const path = english.replace(/en\.po$/, `${language}.po`);
      expect(entriesOf(path).map(([text]) => text)).toEqual(texts);
    }
  }
});

test.each([
  ["a\nb\nc", "a\nx\nc", " a -b +x  c"],
  ["a", "a\nb", " a +b"],
  ["a\nb", "b", "-a  b"],
  ["", "a", "- +a"],
  ["same", "same", " same"],
])("what differs between %j and %j", (before, after, told) => {
  const signs = { same: " ", added: "+", removed: "-" };
  expect(
    diffLines(before, after)
      .map(({ kind, text }) => signs[kind] + text)
      .join(" "),
  ).toBe(told);
});
