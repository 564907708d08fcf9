/**
 * Compares what a deployment uploads with its budgets: the size of every function's bundle, and how much longer its import takes
 * than that of an empty module. Bundled with the options of serverless.yml, like serverless-esbuild.
 *
 *     npm run bench:bundles [-- stage]
 *
 * Exits with 1 if a bundle is over budget. Sizes are minified, in units of 1,000 bytes; times are medians of separate processes,
 * which alternate, so that a busy machine slows all of them equally.
 */
import "../../local/answer-help.ts";
import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { loadPackagedFunctions } from "./packaged-functions.ts";

const run = promisify(execFile);

const PROCESSES = 15;
const MODULE_KB = 700;
const TRIGGER_KB = 20;
const TRIGGER_WITH_AWS_KB = 150;
const TRIGGER_IMPORT_MS = 10;

interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly kind: "module" | "trigger" | "trigger with AWS";
  readonly kilobytes: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Imports a file in its own process, which reports the time in milliseconds. */
async function importTime(file: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const script = `const start = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); process.stdout.write(String(performance.now() - start));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], {
    env: environment,
  });
  return Number(stdout);
}

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds over an empty module, by bundle. */
async function importTimes(bundles: readonly Bundle[], empty: string): Promise<number[]> {
  const bare: number[] = [];
  const times = bundles.map((): number[] => []);
  for (let round = 0; round < PROCESSES; round += 1) {
    bare.push(await importTime(empty, {}));
    for (const [index, { file, environment }] of bundles.entries()) {
      times[index]?.push(await importTime(file, environment));
    }
  }
  return times.map((of) => median(of) - median(bare));
}

function overBudget({ kind, kilobytes }: Bundle, milliseconds: number): string[] {
  const most = { module: MODULE_KB, trigger: TRIGGER_KB, "trigger with AWS": TRIGGER_WITH_AWS_KB }[kind];
  return [
    ...(kilobytes > most ? [`over ${most} kB`] : []),
    ...(kind === "trigger" && milliseconds > TRIGGER_IMPORT_MS ? [`over ${TRIGGER_IMPORT_MS} ms`] : []),
  ];
}

const folder = await mkdtemp(join(tmpdir(), "bundles-"));
try {
  const { positionals } = parseArgs({ allowPositionals: true });
  const functions = await loadPackagedFunctions(positionals[0] ?? "prod", folder);
  const bundles = await Promise.all(
    functions.map(async ({ name, entry, file, environment, usesAws }): Promise<Bundle> => {
      const trigger = usesAws ? "trigger with AWS" : "trigger";
      const kind = entry.startsWith("triggers/") ? trigger : "module";
      return { name, file, kind, environment, kilobytes: (await stat(file)).size / 1000 };
    }),
  );
  const empty = resolve(folder, "empty.mjs");
  await writeFile(empty, "");
  const times = await importTimes(bundles, empty);
  const rows = bundles.map((bundle, index) => {
    const milliseconds = times[index] ?? Number.NaN;
    return {
      function: bundle.name,
      kind: bundle.kind,
      kB: Number(bundle.kilobytes.toFixed(1)),
      "import ms": Number(milliseconds.toFixed(1)),
      verdict: overBudget(bundle, milliseconds).join(", ") || "ok",
    };
  });
  console.table(rows);
  if (rows.some(({ verdict }) => verdict !== "ok")) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
