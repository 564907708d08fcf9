/**
 * Answers `--help` and `-h` with the comment at the head of a script, and exits before anything else of the script runs. Every
 * script in package.json imports this first, because modules run in the order of their imports.
 */
import { readFileSync } from "node:fs";

/** The text of the comment at the head of a source file. */
function headOf(source: string): string {
  const [, comment = ""] = /^\/\*\*\n([\s\S]*?)\n? \*\//.exec(source) ?? [];
  return comment.replace(/^ \* ?/gm, "");
}

const [, script = "", ...options] = process.argv;
const ends = options.indexOf("--");
const own = ends === -1 ? options : options.slice(0, ends);
if (own.includes("--help") || own.includes("-h")) {
  process.stdout.write(`${headOf(readFileSync(script, "utf8"))}\n`);
  process.exit(0);
}
