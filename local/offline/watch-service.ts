import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";

/** `custom.esbuild.watch`, with serverless-esbuild's defaults. */
export interface WatchSettings {
  readonly pattern?: string | readonly string[];
  readonly ignore?: string | readonly string[];
  readonly chokidar?: object;
}

interface Watch {
  /** The service's; absolute. */
  readonly folder: string;
  readonly settings: WatchSettings;
  /** Files that bundles are built from, wherever they are; relative to the folder. */
  readonly builtFrom: readonly string[];
  /** Milliseconds since the epoch: what changed after it is a change, also if nobody watched yet. */
  readonly since: number;
  /** Told of each file of the bundles, and of those that may become one. */
  readonly onChange: (file: string) => void;
  /** Told of files that are read at a start only. */
  readonly onRestartNeeded: (files: readonly string[]) => void;
  /** Such as too few inotify watches: from now on edits may go unnoticed. */
  readonly onError: (error: unknown) => void;
}

/** What is used of chokidar, which serverless-esbuild watches with: it is loaded anyway. */
interface Chokidar {
  watch(paths: readonly string[], options: object): Watcher;
}

interface Watcher {
  on(
    event: "all",
    listener: (event: string, path: string, stats?: { readonly ctimeMs: number }) => void,
  ): void;
  on(event: "error", listener: (error: unknown) => void): void;
}

/** What the framework reads at a start: the service itself, what it includes, and the code that makes parts of it. */
const CONFIGURATION = [
  "serverless.yml",
  "config/**/*.{yml,yaml,json,js,ts}",
  "resources/**/*.{yml,yaml,json,js,ts}",
  "{functions,triggers,jobs}/**/*.{yml,yaml}",
  ".env",
];
const IS_CONFIGURATION = /^(?:serverless\.yml|\.env|(?:config|resources)\/.*|.*\.ya?ml)$/;

/** Editors save in several steps. */
const GATHER_MS = 100;

/** Watches the service's files until the process ends. */
export function watchService(watch: Watch): void {
  const { folder, settings, builtFrom, since, onChange, onRestartNeeded, onError } = watch;
  const require = createRequire(import.meta.url);
  const chokidar = createRequire(require.resolve("serverless-esbuild"))("chokidar") as Chokidar;
  const bundled = new Set(builtFrom);
  const changed = new Set<string>();
  let gathering: NodeJS.Timeout | undefined;

  function noteConfiguration(file: string): void {
    changed.add(file);
    clearTimeout(gathering);
    gathering = setTimeout(() => {
      onRestartNeeded([...changed].toSorted());
      changed.clear();
    }, GATHER_MS);
  }

  const watcher = chokidar.watch([...CONFIGURATION, ...[settings.pattern ?? []].flat(), ...builtFrom], {
    ignored: settings.ignore,
    ...settings.chokidar,
    cwd: folder,
    // What was saved between the first build and now is told as well.
    ignoreInitial: false,
    alwaysStat: true,
  });
  watcher.on("all", (event, path, stats) => {
    if (!["add", "change", "unlink"].includes(event)) return;
    // By its last change of any kind: one that was moved here keeps the time of its content.
    if (event === "add" && (stats?.ctimeMs ?? 0) < since) return;
    const file = relative(folder, join(folder, path)).split(sep).join("/");
    if (bundled.has(file) || !IS_CONFIGURATION.test(file)) onChange(file);
    else noteConfiguration(file);
  });
  watcher.on("error", onError);
}
