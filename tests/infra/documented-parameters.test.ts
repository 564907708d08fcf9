import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { editDistance, nearestName, readParameterNames } from "../../config/parameter-names.ts";

const repository = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);
const read = (path: string) => readFileSync(resolve(repository, path), "utf8");

const inFile = new Set([...read("config/params.yml").matchAll(/^ {2}(\w+):/gm)].map(([, name = ""]) => name));

const tracked = async (...patterns: string[]) =>
  (await run("git", ["ls-files", "--", ...patterns], { cwd: repository })).stdout.trim().split("\n");

test("docs/deploy.md has every parameter of config/params.yml in its tables, and no other", () => {
  const rows = read("docs/deploy.md").matchAll(/^\| ((?:`\w+`(?:, )?)+) \|.*\|.*\|.*\|.*\|.*\|.*\|$/gm);
  const inDocs = [...rows].flatMap(([, names = ""]) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  expect(inDocs.sort()).toEqual([...inFile].sort());
});

test("every parameter of config/params.yml is read, and every one that is read is there", () => {
  expect([...readParameterNames(repository)].sort()).toEqual([...inFile].sort());
});

/**
 * Names in code that look like a parameter's and are something else, with what they are. Everything else that is near to a
 * parameter is a wrong name of it.
 */
const OTHERS: Readonly<Record<string, string>> = {
  "docs/sign-in-by-code.md challenge": "a parameter of Cognito's challenge",
  "docs/sign-in-by-code.md signIn": "a function of Amplify",
  "local/DIVERGENCES.md loginDomain": "a member of the answer of GET /v1/auth/config",
};

interface Mention {
  readonly file: string;
  readonly name: string;
}

/** What stands in code, in a line or in a block. */
const codeOf = (text: string): string =>
  [...text.matchAll(/```[^\n]*\n([\s\S]*?)```|`([^`\n]+)`/g)]
    .map(([, block = "", inline = ""]) => `${block}${inline}`)
    .join("\n");

/** Words in camel case that stand by themselves: not a member of something, nor a part of a path or an address. */
const NAME = /(?<![\w./:$-])[a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+(?![\w(/.-])/g;

async function mentions(): Promise<Mention[]> {
  const files = await tracked("*.md");
  return files.flatMap((file) =>
    [...new Set(codeOf(read(file)).match(NAME))].map((name) => ({ file, name })),
  );
}

/** One that a reader may take for a parameter: all but a few letters of one, or its beginning. */
const looksLikeParameter = (name: string): boolean => {
  const isBeginning = [...inFile].some((parameter) => parameter.startsWith(name));
  const nearest = nearestName(name, inFile) ?? "";
  return isBeginning || editDistance(name.toLowerCase(), nearest.toLowerCase()) <= 2;
};

describe("names of parameters in the documents", () => {
  test("are those of parameters that there are", async () => {
    const wrong = (await mentions()).filter(
      ({ file, name }) => !inFile.has(name) && looksLikeParameter(name) && !(`${file} ${name}` in OTHERS),
    );
    expect(wrong).toEqual([]);
  });

  test("what is listed as something else is mentioned", () => {
    const missing = Object.keys(OTHERS).filter((mention) => {
      const [file = "", name = ""] = mention.split(" ");
      return !read(file).includes(`\`${name}\``);
    });
    expect(missing).toEqual([]);
  });

  test("the guide to production, whose names in code are parameters, has no other in camel case", async () => {
    const names = (await mentions()).filter(({ file }) => file === "docs/production.md");
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter(({ name }) => !inFile.has(name))).toEqual([]);
  });

  test("after the word parameter are parameters", async () => {
    const files = await tracked("*.md");
    const named = files.flatMap((file) =>
      [...read(file).matchAll(/\b[Pp]arameters? ((?:`\w+`(?:, | and )?)+)/g)].flatMap(([, list = ""]) =>
        [...list.matchAll(/`([a-z]\w*)`/g)].map(([, name = ""]) => ({ file, name })),
      ),
    );
    const isOther = ({ file, name }: Mention) => inFile.has(name) || `${file} ${name}` in OTHERS;
    expect(named.filter((mention) => !isOther(mention))).toEqual([]);
  });

  test("after --param are parameters, in documents, comments, scripts and workflows", async () => {
    const files = await tracked(
      "*.md",
      "*.yml",
      "*.ts",
      "*.js",
      "*.json",
      ".ci/*",
      ":!tests",
      ":!package-lock.json",
    );
    const named = files.flatMap((file) =>
      [...read(file).matchAll(/--param[ =]["']?([A-Za-z]\w*)=/g)].map(([, name = ""]) => ({ file, name })),
    );
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter(({ name }) => !inFile.has(name) && name !== "name" && name !== "NAME")).toEqual([]);
  });
});

/** Runs a command of the project to its refusal. */
async function refusalOf(script: string, ...parameters: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(process.execPath, [script, ...parameters], { cwd: repository })
    .then((ended) => ({ code: 0, ...ended }))
    .catch((error: { code: number; stdout: string; stderr: string }) => error);
  expect(code).toBeGreaterThan(0);
  return stdout + stderr;
}

describe("a parameter that does not exist stops", () => {
  const framework = "node_modules/serverless/bin/serverless.js";

  test.each([
    ["sls package", framework, ["package", "--stage", "dev", "--package", ".serverless/none"]],
    ["sls deploy", framework, ["deploy", "--stage", "dev"]],
    ["sls print", framework, ["print", "--stage", "prod"]],
    ["npm start", "local/start.ts", []],
    ["npm run preflight", "scripts/preflight.ts", ["--stage", "dev"]],
  ])("%s, which names the nearest", async (_, script, options) => {
    const text = await refusalOf(script, ...options, "--param", "loginDomian=login");
    expect(text).toContain('There is no parameter "loginDomian" (--param). Do you mean "loginDomainName"?');
  });

  test("a preflight of a package that is made already, which no parameter can change", async () => {
    const text = await refusalOf(
      "scripts/preflight.ts",
      ...["--stage", "dev", "--package", ".serverless", "--param", "mfa=ON"],
    );
    expect(text).toContain("--param has no effect on a package that is made already");
  });
});
