/**
 * Keeps `web/dist` up to date. The install builds it. If a page is requested and a source is newer, Vite builds again in its
 * own process, into a folder beside it, which then replaces it. Until then the old build is served.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { setPriority } from "node:os";
import { join } from "node:path";

export interface ConsoleBuild {
  /** Where the built files are. */
  readonly directory: string;
  /** What the last build printed, if it failed. */
  readonly failure: string | null;
  /** Begins a build if a source is newer than what is built; does not wait for it. */
  renewIfOutdated(): Promise<void>;
  stop(): void;
}

/** Beside `web` itself: what is built into it. Relative to `web`. */
const SOURCES = [
  "src",
  "public",
  "index.html",
  "package.json",
  "vite.config.ts",
  "lingui.config.ts",
  "../design",
  "../clients/typescript",
];

/** Of a file, or of the newest below a folder, in milliseconds; 0 for what is not there. */
async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(path);
  const times = await Promise.all(entries.map((entry) => newest(join(path, entry))));
  // The folder's own time changes when files are removed.
  return Math.max(found.mtimeMs, ...times);
}

const LOWER_PRIORITY = 10;

export function createConsoleBuild(webDirectory: string, onFault: (error: unknown) => void): ConsoleBuild {
  const directory = join(webDirectory, "dist");
  const vite = join(webDirectory, "../node_modules/vite/bin/vite.js");
  let child: ChildProcess | undefined;
  let failure: string | null = null;
  let triedFor = 0;

  async function build(): Promise<void> {
    const folder = `dist-${process.pid}`;
    let printed = "";
    child = spawn(
      process.execPath,
      [vite, "build", "--outDir", folder, "--emptyOutDir", "--logLevel", "warn"],
      {
        cwd: webDirectory,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    if (child.pid !== undefined) setPriority(child.pid, LOWER_PRIORITY);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
      });
    }
    const [code] = (await once(child, "exit")) as [number | null];
    child = undefined;
    const built = join(webDirectory, folder);
    failure = code === 0 ? null : `The console could not be built.\n\n${printed}`;
    if (code === 0) {
      await rm(directory, { recursive: true, force: true });
      await rename(built, directory);
    } else await rm(built, { recursive: true, force: true });
  }

  async function renewIfOutdated(): Promise<void> {
    if (child !== undefined || !existsSync(vite)) return;
    const [built, ...sources] = await Promise.all([
      newest(join(directory, "index.html")),
      ...SOURCES.map((source) => newest(join(webDirectory, source))),
    ]);
    const changed = Math.max(...sources);
    // A source that does not build is tried again only after it has changed.
    if (changed <= built || changed === triedFor || child !== undefined) return;
    triedFor = changed;
    build().catch(onFault);
  }

  return {
    directory,
    get failure() {
      return failure;
    },
    renewIfOutdated,
    stop: () => child?.kill(),
  };
}
