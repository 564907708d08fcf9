/**
 * esbuild, for the functions' bundles. A build has one or several entries: one trigger takes about 20 milliseconds, all
 * functions more than a second. A build of several entries writes exactly the same bundles as separate builds.
 */
import { createRequire } from "node:module";
import type { BuildMessage } from "../terminal/build-lines.ts";
import type { Metafile } from "./bundle-graph.ts";

/** The parts of esbuild that are used (https://esbuild.github.io/api/). */
interface Esbuild {
  build(options: object): Promise<BuildResult>;
  context(options: object): Promise<BuildContext>;
  /** Ends its process; the next call starts another one. */
  stop(): Promise<void>;
}

interface BuildContext {
  rebuild(): Promise<BuildResult>;
  dispose(): Promise<void>;
}

interface BuildResult {
  readonly metafile?: Metafile;
  readonly warnings: readonly BuildMessage[];
  readonly outputFiles?: readonly OutputFile[];
}

/** A bundle or its source map. */
export interface OutputFile {
  /** Absolute. */
  readonly path: string;
  readonly contents: Uint8Array;
}

export type BuildOutcome =
  | { readonly kind: "built"; readonly result: BuildResult }
  | { readonly kind: "failed"; readonly errors: readonly BuildMessage[] };

/** From this size of bundles on, an incremental build is worth its memory. */
const MANY_BYTES = 2_500_000;

export class Bundler {
  readonly #esbuild: Esbuild;
  readonly #options: object;
  readonly #entries: readonly string[];
  /** An incremental build: a repeated build of everything takes a third of the time, and 170 MB. */
  #context: Promise<BuildContext> | undefined;

  /** @param options esbuild's, without the entry points */
  constructor(options: object, entries: readonly string[]) {
    // The very esbuild that serverless-esbuild uses.
    const require = createRequire(import.meta.url);
    this.#esbuild = createRequire(require.resolve("serverless-esbuild"))("esbuild") as Esbuild;
    // We print each message once; otherwise esbuild would print it, too.
    this.#options = { ...options, logLevel: "silent" };
    this.#entries = entries;
  }

  /** Builds all of them into the folder. */
  writeAll(): Promise<BuildOutcome> {
    return outcomeOf(this.#esbuild.build({ ...this.#options, entryPoints: this.#entries }));
  }

  /**
   * Which files of the service import which. It skips packages, which are most of a bundle and do not change: so it takes a
   * fraction of a build, and a tenth of the memory of a complete metafile.
   *
   * @returns null if something does not build
   */
  async readImports(): Promise<Metafile | null> {
    const outcome = await outcomeOf(
      this.#esbuild.build({
        ...this.#options,
        entryPoints: this.#entries,
        packages: "external",
        sourcemap: false,
        metafile: true,
        write: false,
      }),
    );
    return outcome.kind === "built" ? (outcome.result.metafile ?? null) : null;
  }

  /**
   * Builds entries, and others with them if that is quicker. Writes no files.
   *
   * @param bytes the size of their former bundles
   */
  build(entries: readonly string[], bytes: number): Promise<BuildOutcome> {
    const options = { ...this.#options, metafile: true, write: false };
    if (bytes < MANY_BYTES) return outcomeOf(this.#esbuild.build({ ...options, entryPoints: entries }));
    this.#context ??= this.#esbuild.context({ ...options, entryPoints: this.#entries });
    return outcomeOf(this.#context.then((context) => context.rebuild()));
  }

  /** Releases its memory, and ends esbuild's process. The next build starts it again. */
  async rest(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    await (await context)?.dispose();
    await this.#esbuild.stop();
  }
}

async function outcomeOf(build: Promise<BuildResult>): Promise<BuildOutcome> {
  try {
    return { kind: "built", result: await build };
  } catch (error) {
    return { kind: "failed", errors: messagesOf(error) };
  }
}

/** esbuild's own messages, or the text of another error, such as a missing entry. */
function messagesOf(error: unknown): readonly BuildMessage[] {
  const { errors } = error as { readonly errors?: readonly BuildMessage[] };
  return errors?.length ? errors : [{ text: error instanceof Error ? error.message : String(error) }];
}
