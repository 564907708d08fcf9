/**
 * Bundles all functions in one go of esbuild, begun while the framework is still starting. serverless-esbuild builds each
 * function by itself and only then; the functions share most of what they import. The options are its own, so what comes
 * out is byte for byte the same.
 */
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import type { Serverless } from "./serverless.ts";

/** What is used of serverless-esbuild's plugin. */
interface EsbuildPlugin {
  getBuildOptions(): Readonly<Record<string, unknown>>;
  readonly functionEntries: readonly { readonly entry: string }[];
  /** How it keeps builds to repeat them when a file changes. */
  buildCache: Record<string, { readonly context: BuildContext }>;
}

interface BuildContext {
  rebuild(): Promise<unknown>;
  dispose(): Promise<void>;
}

interface Esbuild {
  build(options: object): Promise<unknown>;
  /** Ends its process; the next call starts another one. */
  stop(): Promise<void>;
  context(options: object): Promise<BuildContext>;
}

/** Options of serverless-esbuild that are none of esbuild's. */
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

/**
 * Begins to bundle into the folder. Without serverless-esbuild, or with options this does not cover, nothing happens and
 * serverless-esbuild does it all.
 */
export function beginBundles(serverless: Serverless, workFolder: string): void {
  const plugin = serverless.pluginManager.plugins.find(isEsbuildPlugin);
  if (plugin === undefined) return;
  const options = plugin.getBuildOptions();
  if (options.plugins !== undefined || options.skipBuild === true) return;
  const entries = [...new Set(plugin.functionEntries.map(({ entry }) => entry))];
  const context = sharedContext(loadEsbuild(), {
    ...esbuildOptions(options),
    absWorkingDir: serverless.serviceDir,
    entryPoints: entries,
    outbase: serverless.serviceDir,
    outdir: join(workFolder, String(options.outputBuildFolder ?? ".build")),
  });
  plugin.buildCache = Object.fromEntries(entries.map((entry) => [entry, { context }]));
}

function isEsbuildPlugin(plugin: object): plugin is EsbuildPlugin {
  return plugin.constructor.name === "EsbuildServerlessPlugin" && "buildCache" in plugin;
}

/** The very esbuild that serverless-esbuild uses. */
function loadEsbuild(): Esbuild {
  const require = createRequire(import.meta.url);
  return createRequire(require.resolve("serverless-esbuild"))("esbuild") as Esbuild;
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

/** One build for all that ask for it at a time; the first has begun. */
function sharedContext(esbuild: Esbuild, options: object): BuildContext {
  let incremental: Promise<BuildContext> | undefined;
  // Until a file changes, if ever one does, esbuild's 170 MB are not needed again.
  let running: Promise<unknown> | undefined = esbuild.build(options).finally(() => void esbuild.stop());
  // Whoever awaits it learns of a failure; until then it is nobody's.
  running.catch(() => {});
  return {
    rebuild: () => {
      running ??= (async () => {
        incremental ??= esbuild.context(options);
        return (await incremental).rebuild();
      })();
      const current = running;
      // What asks in the same round gets the same build, what asks later a new one.
      return current.finally(() => {
        if (running === current) running = undefined;
      });
    },
    dispose: async () => {
      await (await incremental)?.dispose();
    },
  };
}

/** Where serverless-esbuild is to write, as it wants it: relative to the service. */
export function workFolderOption(serviceDirectory: string, workFolder: string): string {
  return relative(serviceDirectory, workFolder) || dirname(workFolder);
}
