import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { BuildMemory } from "../../../../local/offline/build-memory.ts";
import type { BuildOutcome } from "../../../../local/offline/bundler.ts";
import { rememberValidation, validateOnce } from "../../../../local/offline/remembered-validation.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "remembered-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("a configuration that was found valid", () => {
  const file = () => join(folder, "cache", "valid.json");
  const schema = { type: "object", pattern: /^a/ };

  beforeEach(() => rememberValidation(file()));

  /** Validates like the framework: a single value of a list property becomes a list. Counts the validations. */
  async function validations(
    configurations: readonly unknown[],
    given: { readonly schema?: unknown; readonly refuse?: boolean; readonly mode?: string } = {},
  ): Promise<number> {
    let count = 0;
    for (const configuration of configurations) {
      Object.assign(configuration as object, { configValidationMode: given.mode ?? "error" });
      await validateOnce({
        configuration,
        schema: given.schema ?? schema,
        validate: async () => {
          count += 1;
          if (given.refuse === true) throw new Error("Configuration error");
          const { resources } = configuration as { resources?: { Client?: { DependsOn?: unknown } } };
          if (typeof resources?.Client?.DependsOn === "string") {
            resources.Client.DependsOn = [resources.Client.DependsOn];
          }
        },
      });
    }
    return count;
  }

  const service = () => ({
    service: "a",
    stage: null,
    functions: { hello: { handler: "hello.handler", timeout: 3 } },
    resources: { Client: { DependsOn: "Server", Names: ["a", "b"] } },
  });

  test("is not checked again, and is changed like by the check", async () => {
    const [first, second] = [service(), service()];
    expect(await validations([first, second])).toBe(1);
    expect(first.resources.Client.DependsOn).toEqual(["Server"]);
    expect(second).toEqual(first);
  });

  test("is checked if anything in it, or in the schema, differs", async () => {
    await validations([service()]);
    const others = [
      { ...service(), service: "b" },
      { ...service(), stage: undefined },
      { ...service(), functions: {} },
      { ...service(), functions: { hello: { handler: "hello.handler", timeout: "3" } } },
    ];
    expect(await validations(others)).toBe(others.length);
    expect(await validations([service()], { schema: { ...schema, pattern: /^b/ } })).toBe(1);
    expect(await validations([service()])).toBe(0);
  });

  test("is the same on other ports", async () => {
    const on = (httpPort: string) => ({
      custom: { "serverless-offline": { httpPort, lambdaPort: 3002 }, cookieSuffix: `-${httpPort}` },
    });
    expect(await validations([on("3000"), on("45671")])).toBe(1);
    expect(await validations([{ custom: { ports: "3000" } }, { custom: { ports: "3001" } }])).toBe(2);
    const page = (url: string) => ({ provider: { origins: [`http://${url}`] } });
    expect(await validations([page("localhost:5173"), page("localhost:41104")])).toBe(1);
    expect(await validations([page("127.0.0.1:5173/a"), page("127.0.0.1:41104/a")])).toBe(1);
    expect(await validations([page("example.com:5173"), page("example.com:41104")])).toBe(2);
  });

  test("is checked each time if the check changes a value with a port, which is another one at the next start", async () => {
    const on = (port: number) => ({ resources: { Client: { DependsOn: `http://localhost:${port}` } } });
    const [first, second] = [on(5173), on(41104)];
    expect(await validations([first, second])).toBe(2);
    expect(second.resources.Client.DependsOn).toEqual(["http://localhost:41104"]);
  });

  test("and an invalid one is refused each time", async () => {
    for (const _ of [1, 2]) {
      await expect(validations([service()], { refuse: true })).rejects.toThrow("Configuration error");
    }
    expect(existsSync(file())).toBe(false);
  });

  test("is checked each time if there is a warning", async () => {
    expect(await validations([service(), service()], { mode: "warn" })).toBe(2);
  });

  test.each([
    ["a function", { run: () => 1 }],
    ["a date", { at: new Date() }],
    ["a large number", { n: 1n }],
    ["a circle", Object.assign({ self: {} as object }, {})],
  ])("is checked each time if it contains %s", async (name, configuration) => {
    if (name === "a circle") Object.assign(configuration, { self: configuration });
    expect(await validations([configuration, configuration])).toBe(2);
  });

  test("is checked if the cache is damaged, and cached again", async () => {
    await validations([service()]);
    for (const damage of ["", "{", "null", "7", '[{"key":1}]']) {
      writeFileSync(file(), damage);
      expect(await validations([service(), service()])).toBe(1);
    }
  });

  test("is one of the last ten, readable only by its owner", async () => {
    const ten = Array.from({ length: 11 }, (_, number) => ({ service: `s${number}` }));
    await validations(ten);
    expect(await validations([{ service: "s10" }, { service: "s1" }])).toBe(0);
    expect(await validations([{ service: "s0" }])).toBe(1);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });
});

describe("bundles of the last start", () => {
  const LONG_AGO = new Date("2020-01-01T00:00:00Z");

  /** Started after everything that the tests write, so that no file seems to change meanwhile. */
  const LATER = () => Date.now() + 10_000;

  beforeEach(() => {
    write("package.json", "{}");
    write("libs/a.ts", "export const a = 1;");
    write("functions/hello.ts", 'import { a } from "../libs/a.ts"; export const hello = () => a;');
    write(".local/build/functions/hello.mjs", "bundle");
    write(".local/build/functions/hello.mjs.map", "map");
  });

  function write(path: string, content: string): void {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    utimesSync(file, LONG_AGO, LONG_AGO);
  }

  const memory = (options: object = { format: "esm" }, entries = ["functions/hello.ts"]) =>
    new BuildMemory({ file: join(folder, ".local/build.json"), serviceDirectory: folder, entries, options });

  const built = (warnings: readonly { text: string }[] = []): BuildOutcome => ({
    kind: "built",
    result: {
      metafile: {
        inputs: {
          "functions/hello.ts": { imports: [{ path: "libs/a.ts" }, { path: "node_modules/zod/index.js" }] },
          "libs/a.ts": { imports: [] },
          "node_modules/zod/index.js": { imports: [] },
        },
        outputs: { ".local/build/functions/hello.mjs": {}, ".local/build/functions/hello.mjs.map": {} },
      },
      warnings,
    },
  });

  test("are used again if nothing has changed, with the data about their sources", () => {
    expect(memory().recall()).toBeNull();
    memory().keep(built(), LATER());
    expect(memory().recall()).toEqual({
      kind: "built",
      result: {
        metafile: {
          inputs: {
            "functions/hello.ts": { imports: [{ path: "libs/a.ts" }] },
            "libs/a.ts": { imports: [] },
          },
        },
        warnings: [],
      },
    });
  });

  test.each([
    [
      "a source was written, also with the same length and an old date",
      () => write("libs/a.ts", "export const a = 2;"),
    ],
    ["a source is gone", () => rmSync(join(folder, "libs/a.ts"))],
    ["there is a tsconfig.json now", () => write("tsconfig.json", "{}")],
    ["package.json was written", () => write("package.json", '{"a":1}')],
    ["a bundle was written", () => write(".local/build/functions/hello.mjs", "others")],
    ["a bundle is gone", () => rmSync(join(folder, ".local/build/functions/hello.mjs"))],
    ["the cache is damaged", () => write(".local/build.json", "{")],
    ["the cache is of something else", () => write(".local/build.json", '{"key":"a"}')],
  ])("are rebuilt if %s", (_, change) => {
    memory().keep(built(), LATER());
    change();
    expect(memory().recall()).toBeNull();
  });

  test("are rebuilt for other options, and other functions", () => {
    memory().keep(built(), LATER());
    expect(memory({ format: "cjs" }).recall()).toBeNull();
    expect(memory({ format: "esm" }, ["functions/other.ts"]).recall()).toBeNull();
    expect(memory().recall()).not.toBeNull();
  });

  test.each([
    ["that failed", { kind: "failed", errors: [{ text: "no" }] } as const, LATER],
    ["with warnings, which must be shown each time", built([{ text: "odd" }]), LATER],
    ["while a source was written", built(), () => statSync(join(folder, "libs/a.ts")).ctimeMs],
  ])("are not remembered of a build %s", (_, outcome, begunAt) => {
    memory().keep(built(), LATER());
    memory().keep(outcome, begunAt());
    expect(memory().recall()).toBeNull();
  });

  test("are built if their cache can't be written", () => {
    mkdirSync(join(folder, ".local/build.json"), { recursive: true });
    expect(() => memory().keep(built(), LATER())).not.toThrow();
    expect(memory().recall()).toBeNull();
    expect(readFileSync(join(folder, "libs/a.ts"), "utf8")).toContain("a = 1");
  });
});
