import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { idleAssertions } from "../support/checks/idle-assertions.ts";
import { importCircles } from "../support/checks/import-circles.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(?\s*)["']([^"']+)["']/g;

/** What a file imports: project files as paths from the root, packages by their name. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(IMPORT)].map(([, specifier = ""]) =>
    specifier.startsWith(".") ? relative(root, resolve(root, dirname(file), specifier)) : specifier,
  );
}

/** Each forbidden import as `importer → imported`, so that a failure shows it. */
function arrows(folder: string, forbidden: (imported: string) => boolean): string[] {
  return sourcesUnder(folder).flatMap((file) =>
    importsOf(file)
      .filter(forbidden)
      .map((imported) => `${file} → ${imported}`),
  );
}

const under = (...folders: string[]) => {
  const prefixes = folders.map((folder) => `${folder}/`);
  return (imported: string) => prefixes.some((prefix) => imported.startsWith(prefix));
};

describe("import rules", () => {
  test("functions, triggers and jobs import libs, and neither each other nor the local cloud", () => {
    expect(
      arrows("functions", under("local", "cloudformation", "triggers", "jobs", "tests", "scripts", "web")),
    ).toEqual([]);
    expect(
      arrows("triggers", under("local", "cloudformation", "functions", "jobs", "tests", "scripts", "web")),
    ).toEqual([]);
    expect(
      arrows("jobs", under("local", "cloudformation", "functions", "triggers", "tests", "scripts", "web")),
    ).toEqual([]);
  });

  test("libs import no higher layer", () => {
    expect(
      arrows(
        "libs",
        under("functions", "triggers", "jobs", "local", "cloudformation", "tests", "scripts", "web"),
      ),
    ).toEqual([]);
  });

  test("clients import nothing of the project: they are used outside of it", () => {
    const outside = (imported: string) => imported.includes("/") && !imported.startsWith("clients/");
    expect(arrows("clients", outside)).toEqual([]);
  });

  test("the CloudFormation evaluator imports nothing of the project", () => {
    const outside = (imported: string) => imported.includes("/") && !imported.startsWith("cloudformation/");
    expect(arrows("cloudformation", outside)).toEqual([]);
  });

  test("the local cloud imports no application code", () => {
    expect(
      arrows("local", under("functions", "triggers", "jobs", "libs", "tests", "scripts", "web")),
    ).toEqual([]);
  });

  test("the console imports the typed client, the schemas and its own files", () => {
    const isOutside = (imported: string) =>
      under(
        "functions",
        "triggers",
        "jobs",
        "local",
        "cloudformation",
        "libs",
        "tests",
        "scripts",
        "bench",
        "resources",
      )(imported) && !imported.startsWith("libs/schemas/");
    expect(arrows("web/src", isOutside)).toEqual([]);
  });

  test("the design is data: no code is beside it", () => {
    expect(readdirSync(join(root, "design"))).toEqual(["tokens.css"]);
  });

  test("the protocol layer knows no service", () => {
    // Everything in the local cloud except the models, which are data.
    const others = readdirSync(join(root, "local"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !["model", "protocol"].includes(entry.name))
      .map(({ name }) => `local/${name}`);
    expect(others).toEqual(
      expect.arrayContaining(
        ["cognito", "dynamodb", "identity-pools", "kms", "s3", "ses", "sns", "sts"].map(
          (name) => `local/${name}`,
        ),
      ),
    );
    expect(arrows("local/protocol", under(...others))).toEqual([]);
  });

  test("the domain does no I/O and imports only itself and node:crypto", () => {
    const isOutside = (imported: string) =>
      !imported.startsWith("local/cognito/domain/") &&
      imported !== "node:crypto" &&
      imported !== "node:buffer";
    expect(arrows("local/cognito/domain", isOutside)).toEqual([]);
  });

  test("state knows no HTTP", () => {
    const isHttp = (imported: string) =>
      ["node:http", "node:https", "node:net"].includes(imported) ||
      under("local/server", "local/protocol")(imported);
    expect(arrows("local/state", isHttp)).toEqual([]);
    expect(arrows("local/cognito/state", isHttp)).toEqual([]);
  });
});

describe("import circles", () => {
  const circles = (sources: Readonly<Record<string, string>>) =>
    importCircles(new Map(Object.entries(sources)));

  test("there are none in the whole project, types included", () => {
    const folders = [
      ...["bench", "clients", "config", "functions", "jobs", "libs", "local", "resources", "scripts"],
      ...["tests", "triggers", "web/src"],
    ];
    const files = folders.flatMap(sourcesUnder);
    expect(files.length).toBeGreaterThan(1000);
    expect(
      importCircles(new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]))),
    ).toEqual([]);
  });

  test("are found, by imports of types and by exports too", () => {
    expect(
      circles({
        "a/a.ts": 'import { b } from "../b.ts";',
        "b.ts": 'import type {\n  C,\n} from "./c.ts";',
        "c.ts": 'export * from "./a/a.ts";',
      }),
    ).toEqual(["a/a.ts → b.ts → c.ts → a/a.ts"]);
    expect(circles({ "a.ts": 'import "./a.ts";' })).toEqual(["a.ts → a.ts"]);
  });

  test("are neither two paths to one file nor dynamic imports", () => {
    const sources = {
      "a.ts": 'import { b } from "./b.ts";\nimport { c } from "./c.ts";',
      "b.ts": 'import { c } from "./c.ts";',
      "c.ts": 'const a = await import("./a.ts");',
    };
    expect(circles(sources)).toEqual([]);
  });
});

describe("scripts of package.json", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const files = Object.entries(scripts).flatMap(([name, command]) => {
    const file = /^node (?:--\S+ )*(\S+\.ts)$/.exec(command)?.[1];
    return file === undefined ? [] : [[name, file] as const];
  });

  test("answer --help with their usage before anything else runs", () => {
    expect(files.length).toBeGreaterThan(20);
    const wrong = files.filter(([name, file]) => {
      const source = readFileSync(join(root, file), "utf8");
      const [, comment = ""] = /^\/\*\*\n([\s\S]*?)\n? \*\//.exec(source) ?? [];
      const call = name === "start" ? "npm start" : `npm run ${name}`;
      const isCalled = comment.includes(call) || comment.replace(" --silent", "").includes(call);
      const [, first = ""] = /^import (?:[^"]* from )?"([^"]+)"/m.exec(source) ?? [];
      const isFirst = relative(root, resolve(root, dirname(file), first)) === "local/answer-help.ts";
      return !isCalled || !isFirst;
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  test.each(["start", "seed", "fuzz:api", "bench:load", "mutation"])(
    "npm run %s -- --help does",
    async (name) => {
      const [, file = ""] = files.find(([found]) => found === name) ?? [];
      for (const option of ["--help", "-h"]) {
        const { stdout, stderr } = await run(process.execPath, [file, option], { cwd: root });
        expect(stdout).toContain(name === "start" ? "npm start" : `npm run ${name}`);
        expect(stderr).toBe("");
      }
    },
  );
});

test("pages are written with hono/html, which escapes; mails have their own renderer", () => {
  const pages = ["functions", "libs", "local", "triggers", "jobs"]
    .flatMap(sourcesUnder)
    .filter((file) => /<!doctype html|<html[ >]/i.test(readFileSync(join(root, file), "utf8")));
  expect(pages.filter((file) => !importsOf(file).includes("hono/html"))).toEqual([
    "libs/messages/mail-html.ts",
  ]);
  expect(pages.length).toBeGreaterThan(3);
});

describe("the tests", () => {
  test("never sleep", () => {
    const sleeps = sourcesUnder("tests")
      .filter((file) => file.endsWith(".test.ts") && file !== "tests/unit/house.test.ts")
      .filter((file) =>
        /\bsetTimeout\(|timers\/promises|\bsetInterval\(/.test(readFileSync(join(root, file), "utf8")),
      );
    expect(sleeps).toEqual([]);
  });

  test("can fail: none checks something only if it happens to exist", () => {
    const idle = sourcesUnder("tests")
      .filter((file) => file.endsWith(".test.ts"))
      .flatMap((file) =>
        idleAssertions(readFileSync(join(root, file), "utf8")).map((found) => `${file}:${found}`),
      );
    expect(idle).toEqual([]);
  });

  test.each([
    ["if (isThere) expect(1).toBe(1);", "1: an assertion in one branch"],
    ["if (isThere) { a(); } else { expect(1).toBe(1); }", "1: an assertion in one branch"],
    [
      "// é\n\nconst a = 1;\nif (a) { for (const b of c) expectProblem(b); }",
      "4: an assertion in one branch",
    ],
    ["isThere && expect(1).toBe(1);", "1: an assertion in one branch"],
    ["isThere ? expect(1).toBe(1) : null;", "1: an assertion in one branch"],
    [
      "if (hasBrowser) { test('a', () => { expect(1).toBe(1); }); } else { test('b', () => {}); }",
      "1: tests under a condition",
    ],
    ["if (hasBrowser) test.each([1])('a', () => {});", "1: tests under a condition"],
    [
      "try { a(); } catch (error) { expect(error).toBeDefined(); }",
      "1: an assertion about an error that may not come",
    ],
    ["expect(page.items ?? []).toEqual([]);", "1: what is absent passes for empty"],
    ["while ((await ask()) === 200);", "1: a loop that only asks again"],
    ["do {} while (await ask());", "1: a loop that only asks again"],
  ])("are reported if they can't: %j", (source, finding) => {
    expect(idleAssertions(source)).toEqual([finding]);
  });

  test.each([
    "if (fails) { expect(1).toBe(1); } else { expect(2).toBe(2); }",
    "expect(isThere ? 1 : 2).toBe(1);",
    "expect((found ?? []).length).toBe(2);",
    "expect(found ?? []).toEqual([1]);",
    "do { page = await list(); } while (page.next);",
    "test('a', async () => { await expect(b).rejects.toThrow('c'); });",
  ])("are accepted if they can: %j", (source) => {
    expect(idleAssertions(source)).toEqual([]);
  });

  test("are all run: none is skipped or focused", () => {
    const left = sourcesUnder("tests")
      .filter((file) => file.endsWith(".test.ts") && file !== "tests/unit/house.test.ts")
      .filter((file) =>
        /\b(test|describe|it)\.(skip|only|todo)\b/.test(readFileSync(join(root, file), "utf8")),
      );
    expect(left).toEqual([]);
  });
});
