import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { editDistance, readParameterNames } from "../../config/parameter-names.ts";

const repository = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);
const read = (path: string) => readFileSync(resolve(repository, path), "utf8");

const inFile = new Set([...read("config/params.yml").matchAll(/^ {2}(\w+):/gm)].map(([, name = ""]) => name));

const tracked = async (...patterns: string[]) =>
  (await run("git", ["ls-files", "--", ...patterns], { cwd: repository })).stdout.trim().split("\n");

test("the tables of docs/configuration.md list exactly the parameters of config/params.yml", () => {
  const rows = read("docs/configuration.md").matchAll(
    /^\| ((?:`\w+`(?:, )?)+) \|.*\|.*\|.*\|.*\|.*\|.*\|$/gm,
  );
  const inDocs = [...rows].flatMap(([, names = ""]) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  expect(inDocs.sort()).toEqual([...inFile].sort());
});

test("config/params.yml has exactly the parameters that are read", () => {
  expect([...readParameterNames(repository)].sort()).toEqual([...inFile].sort());
});

/** Names that look like parameters but are something else, in lines that also name parameters; and what they are. */
const OTHERS: Readonly<Record<string, string>> = {
  "docs/client-apps.md loginDomain": "a member of the answer of GET /v1/auth/config",
  "docs/deploy.md aBC": "a username, beside `Abc`",
  "docs/sign-in.md signUp": "a member of the answer of GET /v1/auth/config",
  "docs/sign-in-by-code.md challenge": "a parameter of Cognito's challenge",
};

/** Fields of the API's requests and responses, and Amplify functions with the same names. */
const API_NAMES = new Set(
  ["signIn", "signUp"].concat(
    [...read("docs/api/openapi.json").matchAll(/"([a-z]+[A-Z]\w*)":/g)].map(([, name = ""]) => name),
  ),
);

interface Mention {
  readonly file: string;
  readonly name: string;
  /** Whether the line also names parameters: then a name that looks like a parameter counts as one. */
  readonly isBesideParameter: boolean;
}

/** Words in camel case, except members of an object and parts of a path or URL. */
const NAME = /(?<![\w./:$-])[a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+(?![\w(/.-])/g;

/** Each line with its inline code; in a code block, the whole line. */
function codeLines(text: string): string[] {
  let isInBlock = false;
  return text.split("\n").map((line) => {
    if (line.trimStart().startsWith("```")) isInBlock = !isInBlock;
    return isInBlock ? line : [...line.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code).join("\n");
  });
}

async function mentions(): Promise<Mention[]> {
  const files = await tracked("*.md");
  return files.flatMap((file) =>
    codeLines(read(file)).flatMap((line) => {
      const names = [...new Set(line.match(NAME))];
      const isBesideParameter = names.some((name) => inFile.has(name));
      return names.map((name) => ({ file, name, isBesideParameter }));
    }),
  );
}

/** A name at most two edits from a parameter, or at most one edit from the beginning of one. */
const looksLikeParameter = (name: string): boolean => {
  const distanceTo = (known: string) => editDistance(name.toLowerCase(), known.toLowerCase());
  return [...inFile].some(
    (parameter) => distanceTo(parameter) <= 2 || distanceTo(parameter.slice(0, name.length)) <= 1,
  );
};

function isWrong({ file, name, isBesideParameter }: Mention): boolean {
  if (inFile.has(name) || !looksLikeParameter(name) || `${file} ${name}` in OTHERS) return false;
  return isBesideParameter || !API_NAMES.has(name);
}

describe("names of parameters in the documents", () => {
  test("are names of existing parameters", async () => {
    expect((await mentions()).filter(isWrong)).toEqual([]);
  });

  test.each([
    ["`loginDomain` and `loginCertificateArn`, deploy", ["loginDomain"]],
    ["set `apiDomain` first", ["apiDomain"]],
    ["`mailfromm` is not in camel case; `mailFromm` is", ["mailFromm"]],
    ["```yaml\nprod:\n  loginDomian: x\n  sesIdentityArn: y\n```", ["loginDomian"]],
    ["the `loginDomain` of `GET /v1/auth/config`", []],
    ["`refreshToken`, `loginDomainName`", []],
  ])("are checked in %j", (text, wrong) => {
    const found = codeLines(text).flatMap((line) => {
      const names = line.match(NAME) ?? [];
      const isBesideParameter = names.some((name) => inFile.has(name));
      return names.filter((name) => isWrong({ file: "x.md", name, isBesideParameter }));
    });
    expect(found).toEqual(wrong);
  });

  test("every listed exception occurs in the documents", () => {
    const missing = Object.keys(OTHERS).filter((mention) => {
      const [file = "", name = ""] = mention.split(" ");
      return !read(file).includes(`\`${name}\``);
    });
    expect(missing).toEqual([]);
  });

  test("every camel-case name in the production guide is a parameter", async () => {
    const names = (await mentions()).filter(({ file }) => file === "docs/production.md");
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter(({ name }) => !inFile.has(name))).toEqual([]);
  });

  test("names after the word parameter are parameters", async () => {
    const files = await tracked("*.md");
    const named = files.flatMap((file) =>
      [...read(file).matchAll(/\b[Pp]arameters? ((?:`\w+`(?:, | and )?)+)/g)].flatMap(([, list = ""]) =>
        [...list.matchAll(/`([a-z][A-Za-z0-9]*)`/g)].map(([, name = ""]) => ({ file, name })),
      ),
    );
    const isOther = ({ file, name }: Pick<Mention, "file" | "name">) =>
      inFile.has(name) || `${file} ${name}` in OTHERS;
    expect(named.filter((mention) => !isOther(mention))).toEqual([]);
  });

  test("names after --param are parameters, in documents, comments, scripts and workflows", async () => {
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

/** Runs one of the project's commands, which must fail, and returns its message. */
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
  ])("%s, which suggests the closest name", async (_, script, options) => {
    const text = await refusalOf(script, ...options, "--param", "loginDomian=login");
    expect(text).toContain('There is no parameter "loginDomian" (--param). Do you mean "loginDomainName"?');
  });

  test("a preflight of an existing package, which no parameter can change", async () => {
    const text = await refusalOf(
      "scripts/preflight.ts",
      ...["--stage", "dev", "--package", ".serverless", "--param", "mfa=ON"],
    );
    expect(text).toContain("--param has no effect on an existing package");
  });
});
