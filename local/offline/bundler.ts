/**
 * esbuild, for the functions' bundles. Each build is of the entries it is given: one trigger takes some 20 milliseconds, all functions a
 * second and more. What comes out of one for several entries is byte for byte what each alone would give.
 */
import { createRequire } from "node:module";
import type { BuildMessage } from "../terminal/build-lines.ts";
import type { Metafile } from "./bundle-graph.ts";

/** What is used of esbuild (https://esbuild.github.io/api/). */
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

/** From this many bytes of bundles on, a build that remembers the one before is worth the memory. */
const MANY_BYTES = 2_500_000;

export class Bundler {
  readonly #esbuild: Esbuild;
  readonly #options: object;
  readonly #entries: readonly string[];
  /** One that remembers what it has read: a repeated build of everything takes a third of the time, and 170 MB. */
  #context: Promise<BuildContext> | undefined;

  /** @param options esbuild's, but for the entry points */
  constructor(options: object, entries: readonly string[]) {
    // The very esbuild that serverless-esbuild uses.
    const require = createRequire(import.meta.url);
    this.#esbuild = createRequire(require.resolve("serverless-esbuild"))("esbuild") as Esbuild;
    // Messages are told once, by us: esbuild would print them as well.
    this.#options = { ...options, logLevel: "silent" };
    this.#entries = entries;
  }

  /** Builds all of them into the folder. */
  writeAll(): Promise<BuildOutcome> {
    return outcomeOf(this.#esbuild.build({ ...this.#options, entryPoints: this.#entries }));
  }

  /**
   * Which files of the service import which. Without packages, which are most of a bundle and nobody edits, it takes a
   * fraction of a build, and a tenth of the memory that a metafile with them takes.
   *
   * @returns null where something does not build
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
   * Builds entries, and others with them where that is quicker. Nothing is written.
   *
   * @param bytes how large their bundles have been
   */
  build(entries: readonly string[], bytes: number): Promise<BuildOutcome> {
    const options = { ...this.#options, metafile: true, write: false };
    if (bytes < MANY_BYTES) return outcomeOf(this.#esbuild.build({ ...options, entryPoints: entries }));
    this.#context ??= this.#esbuild.context({ ...options, entryPoints: this.#entries });
    return outcomeOf(this.#context.then((context) => context.rebuild()));
  }

  /** Gives back what it holds, esbuild's own process among it. The next build starts anew. */
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

/** esbuild's own list, or the text of whatever else went wrong, such as an entry that is gone. */
function messagesOf(error: unknown): readonly BuildMessage[] {
  const { errors } = error as { readonly errors?: readonly BuildMessage[] };
  return errors?.length ? errors : [{ text: error instanceof Error ? error.message : String(error) }];
}
