import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";

const repository = resolve(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(join(repository, file), "utf8");

/** GitHub's anchor of a heading: small letters, hyphens for spaces, no punctuation. */
const anchorOf = (heading: string) =>
  heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
    .trim()
    .replaceAll(" ", "-");

const anchorsIn = (file: string) =>
  [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));

/** Broken links of a Markdown text within the repository; web addresses are not followed. */
function brokenLinks(file: string, text = read(file)): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false;
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? file : normalize(join(dirname(file), path));
    if (!existsSync(join(repository, target))) return true;
    return anchor !== undefined && target.endsWith(".md") && !anchorsIn(target).includes(anchor);
  });
}

const documents = execFileSync("git", ["ls-files", "*.md"], { cwd: repository, encoding: "utf8" })
  .trim()
  .split("\n");

describe("links between documents", () => {
  test("lead to a file and, where they name one, to a heading", () => {
    const broken = documents.flatMap((file) => brokenLinks(file).map((link) => `${file}: ${link}`));
    expect(broken).toEqual([]);
    expect(documents.length).toBeGreaterThan(50);
  });

  test.each(["missing.md", "deploy.md#no-such-heading", "#no-such-heading", "."])("%s is checked", (link) => {
    const isBroken = link !== ".";
    expect(brokenLinks("docs/README.md", `[text](${link})`)).toEqual(isBroken ? [link] : []);
  });
});

/** Lines of prose with more than 140 characters, by number. Code, tables, headings, and lists of links can't be broken. */
function longLines(text: string): readonly number[] {
  let isCode = false;
  return text.split("\n").flatMap((line, index) => {
    if (line.trimStart().startsWith("```")) isCode = !isCode;
    const isProse = !isCode && !/^( {4}|\||#|<|- \[[^\]]*\]\([^)]*\)$)/.test(line);
    return isProse && [...line].length > 140 ? [index + 1] : [];
  });
}

describe("lines of prose", () => {
  test("end at 140 characters", () => {
    const long = documents.flatMap((file) => longLines(read(file)).map((line) => `${file}:${line}`));
    expect(long).toEqual([]);
  });

  test("are told from code, tables and headings", () => {
    const words = "word ".repeat(30);
    const code = `\`\`\`sh\n${words}\n\`\`\`\n    ${words}`;
    expect(longLines(`${words}\n${code}\n| ${words}\n# ${words}\n- ${words}`)).toEqual([1, 8]);
  });
});
