/**
 * Bundles all functions in one build of esbuild, which begins while the framework is still starting, and rebuilds the bundles
 * that an edit affects. serverless-esbuild builds each function separately, and later, although the functions share most of
 * their imports. The options are the same, so the bundles are exactly the same.
 */
import { dirname, extname, join, relative } from "node:path";
import { BuildMemory } from "./build-memory.ts";
import { BundleGraph, type Metafile } from "./bundle-graph.ts";
import { BundleVersions } from "./bundle-versions.ts";
import { type BuildOutcome, Bundler } from "./bundler.ts";
import { HotReload, type ReloadListener } from "./hot-reload.ts";
import type { Serverless } from "./serverless.ts";
import { type WatchSettings, watchService } from "./watch-service.ts";

/** The parts of serverless-esbuild's plugin that are used. */
interface EsbuildPlugin {
  getBuildOptions(): Readonly<Record<string, unknown>> & { readonly watch?: WatchSettings };
  readonly functionEntries: readonly { readonly entry: string; readonly functionAlias: string }[];
  /** Its incremental builds, for changed files. */
  buildCache: Record<string, { readonly context: { rebuild(): Promise<unknown>; dispose(): Promise<void> } }>;
  /** Starts rebuilding with every change. */
  watch(): void;
}

/** Options of serverless-esbuild that esbuild does not have. */
const PLUGIN_OPTIONS = new Set([
  "concurrency",
  "zipConcurrency",
  "exclude",
  "nativeZip",
  "packager",
  "packagePath",
  "watch",
  "keepOutputDirectory",
  "packagerOptions",
  "installExtraArgs",
  "outputFileExtension",
  "outputBuildFolder",
  "outputWorkFolder",
  "nodeExternals",
  "skipBuild",
  "skipRebuild",
  "skipBuildExcludeFns",
  "stripEntryResolveExtensions",
  "disposeContext",
]);

/** Further events of a change, besides those of {@link ReloadListener}; functions by their keys. */
export interface BundleListener {
  rebuilt(functionKeys: readonly string[], milliseconds: number): void;
  kept(functionKeys: readonly string[]): void;
  failed: ReloadListener["failed"];
  mended: ReloadListener["mended"];
  warned: ReloadListener["warned"];
  unchanged: ReloadListener["unchanged"];
  /** Files that are read only at a start. */
  restartNeeded(files: readonly string[]): void;
  /** From now on edits may go unnoticed. */
  unwatched(error: unknown): void;
}

/** The functions' bundles: built once for the start, and again when a file changes. */
export interface Bundles {
  /** How the first build ended. */
  readonly first: Promise<BuildOutcome>;
  /** The bundle in use, if it was rebuilt since the start. */
  rebuiltFile(handlerPath: string): string | null;
  /** Receives events from now on. */
  listen(listener: BundleListener): void;
}

/**
 * Starts bundling into the folder, and watches the service from the time when serverless-esbuild would.
 *
 * @returns null without serverless-esbuild, or with unsupported options: then serverless-esbuild builds
 */
export function beginBundles(serverless: Serverless, workFolder: string): Bundles | null {
  const plugin = serverless.pluginManager.plugins.find(isEsbuildPlugin);
  if (plugin === undefined) return null;
  const options = plugin.getBuildOptions();
  if (options.plugins !== undefined || options.skipBuild === true) return null;
  const { serviceDir } = serverless;
  const keys = Map.groupBy(plugin.functionEntries, ({ entry }) => entry);
  const entries = [...keys.keys()];
  const begunAt = Date.now();
  const outdir = join(workFolder, String(options.outputBuildFolder ?? ".build"));
  const esbuild = { ...esbuildOptions(options), absWorkingDir: serviceDir, outbase: serviceDir, outdir };
  const extension = String(options.outputFileExtension ?? ".js");
  const bundleOf = (entry: string) => entry.slice(0, -extname(entry).length) + extension;
  const bundler = new Bundler(esbuild, entries);
  const graph = new BundleGraph();
  const memory = new BuildMemory({
    file: `${outdir}.json`,
    serviceDirectory: serviceDir,
    entries,
    options: esbuild,
  });
  const recalled = memory.recall();
  const first = recalled === null ? bundler.writeAll() : Promise.resolve(recalled);
  const imports = first.then(async (outcome) => {
    const metafile = recalled === null ? await bundler.readImports() : metafileOf(recalled);
    if (metafile !== null) graph.learn(metafile);
    const outputs = entries.map((entry) => relative(serviceDir, join(outdir, bundleOf(entry))));
    if (recalled === null) memory.keep(withImports(outcome, metafile, outputs), begunAt);
    // esbuild's 170 MB are not needed until a file changes.
    await bundler.rest();
  });
  const context = { rebuild: () => first, dispose: async () => {} };
  plugin.buildCache = Object.fromEntries(entries.map((entry) => [entry, { context }]));

  const versions = new BundleVersions(outdir);
  return {
    first,
    rebuiltFile: (handlerPath) => {
      const name = handlerPath + extension;
      return versions.isRebuilt(name) ? versions.pathOf(name) : null;
    },
    listen: (listener) => {
      const functionsOf = (changed: readonly string[]) =>
        changed.flatMap((entry) => (keys.get(entry) ?? []).map(({ functionAlias }) => functionAlias));
      const reload = new HotReload({
        bundler,
        graph,
        versions,
        entries,
        bundleOf,
        listener: {
          ...listener,
          rebuilt: (changed, milliseconds) => listener.rebuilt(functionsOf(changed), milliseconds),
          kept: (broken) => listener.kept(functionsOf(broken)),
        },
      });
      const watch = () =>
        watchService({
          folder: serviceDir,
          settings: options.watch ?? {},
          builtFrom: graph.files,
          since: begunAt,
          onChange: (file) => reload.change(file),
          onRestartNeeded: (files) => listener.restartNeeded(files),
          onError: (error) => listener.unwatched(error),
        });
      plugin.watch = () => void imports.then(watch);
    },
  };
}

const metafileOf = (outcome: BuildOutcome): Metafile | null =>
  outcome.kind === "built" ? (outcome.result.metafile ?? null) : null;

/** A build with its imports, and with the written files: bundles and their source maps. */
function withImports(
  outcome: BuildOutcome,
  metafile: Metafile | null,
  outputs: readonly string[],
): BuildOutcome {
  if (outcome.kind === "failed" || metafile === null) return outcome;
  const written = outputs.flatMap((file) => [file, `${file}.map`]).map((file) => [file, {}]);
  return {
    kind: "built",
    result: { ...outcome.result, metafile: { ...metafile, outputs: Object.fromEntries(written) } },
  };
}

function isEsbuildPlugin(plugin: object): plugin is EsbuildPlugin {
  return plugin.constructor.name === "EsbuildServerlessPlugin" && "buildCache" in plugin;
}

function esbuildOptions(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const own = Object.fromEntries(Object.entries(options).filter(([name]) => !PLUGIN_OPTIONS.has(name)));
  const exclude = [options.exclude ?? []].flat();
  const extension = options.outputFileExtension;
  return {
    ...own,
    external: [...[own.external ?? []].flat(), ...(exclude.includes("*") ? [] : exclude)],
    ...(typeof extension === "string" && extension !== ".js" ? { outExtension: { ".js": extension } } : {}),
  };
}

/** serverless-esbuild's output folder, relative to the service. */
export function workFolderOption(serviceDirectory: string, workFolder: string): string {
  return relative(serviceDirectory, workFolder) || dirname(workFolder);
}
