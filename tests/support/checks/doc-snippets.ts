import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(import.meta.dirname, "../../..");

/** Inside the project, so that the packages that a snippet imports are found. */
const folder = join(root, "node_modules/.cache/local/snippets");

/** `<!-- snippet: name.ts -->`, and the code block after it. */
const SNIPPET = /<!-- snippet: ([\w-]+\.\w+) -->\n```\w+\n(.*?)\n```/gs;

/** The snippets of a page of the docs, by name. */
export function snippetsOf(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(root, page), "utf8");
  const marks = text.match(/<!-- snippet:/g)?.length ?? 0;
  const found = new Map([...text.matchAll(SNIPPET)].map(([, name = "", code = ""]) => [name, code]));
  if (found.size !== marks) {
    throw new Error(`${page}: ${marks} snippets are marked, ${found.size} can be read`);
  }
  return found;
}

/** The same, for a test that runs them: a name that the page does not have is an error, and the test can ask which it has not used. */
export function snippetsToUse(page: string): {
  readonly snippet: (name: string) => string;
  readonly notUsed: () => readonly string[];
} {
  const snippets = snippetsOf(page);
  const used = new Set<string>();
  return {
    snippet: (name) => {
      const code = snippets.get(name);
      if (code === undefined) throw new Error(`${page} has no snippet ${name}`);
      used.add(name);
      return code;
    },
    notUsed: () => [...snippets.keys()].filter((name) => !used.has(name)),
  };
}

/** Writes code into its own file and returns the file's path. */
export function writeCode(name: string, code: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${process.pid}-${name}`);
  writeFileSync(path, code);
  return path;
}

/** Runs a shell snippet like a reader who has set its variables. Rejects with the exit code unless it is 0. */
export async function runShell(code: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", code], {
    env: { PATH: process.env.PATH, ...variables },
  });
  return stdout;
}
