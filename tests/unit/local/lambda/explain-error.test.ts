import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { buildSync } from "esbuild";
import { explainError } from "../../../../local/lambda/explain-error.ts";

const folder = mkdtempSync(join(tmpdir(), "explained-"));
const file = join(folder, "build", "trigger.mjs");
const url = pathToFileURL(file).href;

const SOURCE = `// a comment, and a type, which the bundle has none of
interface Event { readonly userName: string }

export const handler = (event: Event) => {
  throw new TypeError(event.userName);
};
`;

beforeAll(() => {
  writeFileSync(join(folder, "trigger.ts"), SOURCE);
  buildSync({
    entryPoints: [join(folder, "trigger.ts")],
    outfile: file,
    bundle: true,
    format: "esm",
    sourcemap: "linked",
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The bundle's error, as V8 reports it. */
async function thrown(message: string) {
  const { handler } = (await import(url)) as { handler: (event: object) => never };
  try {
    return handler({ userName: message });
  } catch (error) {
    const { name, stack = "" } = error as Error;
    return { errorType: name, errorMessage: message, trace: stack.split("\n") };
  }
}

const plain = (trace: readonly string[]) => ({ errorType: "TypeError", errorMessage: "no", trace });

test("an error has the line of TypeScript that threw it", async () => {
  const trace = ["TypeError: no", `    at handler (${url}:3:9)`, "    at node:internal/process:1:2"];
  const { error, source } = await explainError(plain(trace), { file, folder });
  expect(source).toEqual({
    file: "trigger.ts",
    line: 5,
    column: 8,
    lineText: "  throw new TypeError(event.userName);",
  });
  expect(error.trace).toEqual(["TypeError: no", "    at handler (trigger.ts:5:9)", trace[2]]);
});

test("a message that looks like a frame opens no file", async () => {
  const message = `x\n    at ada (file:///etc/passwd:1:1)`;
  const explained = await explainError(await thrown(message), { file, folder });
  expect(explained.error.trace).toContain("    at ada (file:///etc/passwd:1:1)");
});

test.each([
  ["is not there", undefined],
  ["is not JSON", "{"],
  ["is not a source map", "[1]"],
  ["has nothing in it", "{}"],
])("without a readable source map the error stays unchanged: it %s", async (_, content) => {
  const other = join(folder, "build", "other.mjs");
  rmSync(`${other}.map`, { force: true });
  if (content !== undefined) writeFileSync(`${other}.map`, content);
  const error = plain([`    at handler (${pathToFileURL(other).href}:3:9)`]);
  expect(await explainError(error, { file: other, folder })).toEqual({ error, source: null });
});

test("a new build is looked up anew", async () => {
  const error = plain([`    at handler (${url}:3:9)`]);
  expect((await explainError(error, { file, folder })).source?.line).toBe(5);
  writeFileSync(join(folder, "trigger.ts"), `\n\n${SOURCE}`);
  buildSync({
    entryPoints: [join(folder, "trigger.ts")],
    outfile: file,
    bundle: true,
    format: "esm",
    sourcemap: "linked",
  });
  expect((await explainError(error, { file, folder })).source?.line).toBe(7);
});
