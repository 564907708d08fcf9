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

test("docs/configuration.md has every parameter of config/params.yml in its tables, and no other", () => {
  const rows = read("docs/configuration.md").matchAll(
    /^\| ((?:`\w+`(?:, )?)+) \|.*\|.*\|.*\|.*\|.*\|.*\|$/gm,
  );
  const inDocs = [...rows].flatMap(([, names = ""]) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  expect(inDocs.sort()).toEqual([...inFile].sort());
});

test("every parameter of config/params.yml is read, and every one that is read is there", () => {
  expect([...readParameterNames(repository)].sort()).toEqual([...inFile].sort());
});

/** Names that look like a parameter's and are something else, in a line that names parameters, too, with what they are. */
const OTHERS: Readonly<Record<string, string>> = {
  "docs/client-apps.md loginDomain": "a member of the answer of GET /v1/auth/config",
  "docs/sign-in.md signUp": "a member of the answer of GET /v1/auth/config",
  "docs/sign-in-by-code.md challenge": "a parameter of Cognito's challenge",
};

/** Members of the API's requests and answers, and functions of Amplify that are named as they are. */
const API_NAMES = new Set(
  ["signIn", "signUp"].concat(
    [...read("docs/api/openapi.json").matchAll(/"([a-z]+[A-Z]\w*)":/g)].map(([, name = ""]) => name),
  ),
);

interface Mention {
  readonly file: string;
  readonly name: string;
  /** Whether the line names parameters, too: what looks like one then is one. */
  readonly isBesideParameter: boolean;
}

/** Words in camel case that stand by themselves: not a member of something, nor a part of a path or an address. */
const NAME = /(?<![\w./:$-])[a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+(?![\w(/.-])/g;

/** Lines, and what stands in code in them; of a block, everything. */
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

/** One that a reader may take for a parameter: all but two letters of one, or all but a letter of its beginning. */
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
  test("are those of parameters that there are", async () => {
    expect((await mentions()).filter(isWrong)).toEqual([]);
  });

  test.each([
    ["`loginDomain` and `loginCertificateArn`, deploy", ["loginDomain"]],
    ["set `apiDomain` first", ["apiDomain"]],
    ["`mailfromm` is not in camel case; `mailFromm` is", ["mailFromm"]],
    ["```yaml\nprod:\n  loginDomian: x\n  sesIdentityArn: y\n```", ["loginDomian"]],
    ["the `loginDomain` of `GET /v1/auth/config`", []],
    ["`refreshToken`, `loginDomainName`", []],
  ])("are found out in %j", (text, wrong) => {
    const found = codeLines(text).flatMap((line) => {
      const names = line.match(NAME) ?? [];
      const isBesideParameter = names.some((name) => inFile.has(name));
      return names.filter((name) => isWrong({ file: "x.md", name, isBesideParameter }));
    });
    expect(found).toEqual(wrong);
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
        [...list.matchAll(/`([a-z][A-Za-z0-9]*)`/g)].map(([, name = ""]) => ({ file, name })),
      ),
    );
    const isOther = ({ file, name }: Pick<Mention, "file" | "name">) =>
      inFile.has(name) || `${file} ${name}` in OTHERS;
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
