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
  /** Source files of bundles in any folder; relative to the folder. */
  readonly builtFrom: readonly string[];
  /** Milliseconds since the epoch: later changes count, also if the watch began after them. */
  readonly since: number;
  /** Receives each changed file of the bundles, and files that may become one. */
  readonly onChange: (file: string) => void;
  /** Receives changed files that are read only at a start. */
  readonly onRestartNeeded: (files: readonly string[]) => void;
  /** Such as too few inotify watches: from now on edits may go unnoticed. */
  readonly onError: (error: unknown) => void;
}

/** The parts of chokidar that are used; serverless-esbuild loads it anyway. */
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

/** Files that the framework reads at a start: the service itself, its included files, and the code that generates parts of it. */
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
    // Reports changes between the first build and now as well.
    ignoreInitial: false,
    alwaysStat: true,
  });
  watcher.on("all", (event, path, stats) => {
    if (!["add", "change", "unlink"].includes(event)) return;
    // By the time of its last metadata change, because a moved file keeps its modification time.
    if (event === "add" && (stats?.ctimeMs ?? 0) < since) return;
    const file = relative(folder, join(folder, path)).split(sep).join("/");
    if (bundled.has(file) || !IS_CONFIGURATION.test(file)) onChange(file);
    else noteConfiguration(file);
  });
  watcher.on("error", onError);
}
