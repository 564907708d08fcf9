import { statSync } from "node:fs";
import type { BuildMessage } from "../terminal/build-lines.ts";
import type { BundleGraph } from "./bundle-graph.ts";
import type { BundleVersions } from "./bundle-versions.ts";
import type { Bundler, OutputFile } from "./bundler.ts";

/** Receives events in their order. Names are those of entries. */
export interface ReloadListener {
  /** These bundles are in use from now on. */
  rebuilt(entries: readonly string[], milliseconds: number): void;
  /** New errors. */
  failed(errors: readonly BuildMessage[]): void;
  /** These do not build and keep their bundles. */
  kept(entries: readonly string[]): void;
  /** Everything builds again. */
  mended(): void;
  warned(warnings: readonly BuildMessage[]): void;
  /** Changed files that did not change a bundle. */
  unchanged(files: readonly string[]): void;
}

interface Parts {
  readonly bundler: Bundler;
  readonly graph: BundleGraph;
  readonly versions: BundleVersions;
  readonly entries: readonly string[];
  /** An entry's bundle, by its name in {@link BundleVersions}. */
  readonly bundleOf: (entry: string) => string;
  readonly listener: ReloadListener;
}

/** A save is often several events, and the checkout of a branch is hundreds. */
const GATHER_MS = 40;

/** After so long without an edit, esbuild's memory is released. */
const REST_AFTER_MS = 60_000;

/**
 * Rebuilds the entries that a changed file affects. An entry that does not build keeps its bundle, and is tried again with
 * every change; the others are replaced.
 */
export class HotReload {
  readonly #parts: Parts;
  readonly #changed = new Set<string>();
  /** Entries that did not build the last time. */
  #broken: readonly string[] = [];
  /** Errors of the last build, which are not reported again. */
  #told = new Set<string>();
  readonly #warned = new Set<string>();
  #isRunning = false;
  #gathering: NodeJS.Timeout | undefined;
  #resting: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @param file relative to the service; changed, new or gone */
  change(file: string): void {
    this.#changed.add(file);
    clearTimeout(this.#gathering);
    this.#gathering = setTimeout(() => void this.#run(), GATHER_MS);
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    clearTimeout(this.#resting);
    try {
      while (this.#changed.size > 0) {
        const files = new Set(this.#changed);
        this.#changed.clear();
        await this.#rebuild(files);
      }
    } finally {
      this.#isRunning = false;
      this.#resting = setTimeout(() => void this.#rest(), REST_AFTER_MS).unref();
    }
  }

  async #rest(): Promise<void> {
    if (!this.#isRunning) await this.#parts.bundler.rest();
  }

  async #rebuild(files: ReadonlySet<string>): Promise<void> {
    const { graph, versions, entries, bundleOf, listener } = this.#parts;
    const touched = graph.entriesOf(files, entries);
    const affected = entries.filter((entry) => touched.includes(entry) || this.#broken.includes(entry));
    if (affected.length === 0) return listener.unchanged([...files]);
    const begun = performance.now();
    const { outputs, warnings, broken } = await this.#build(affected);
    const bundles = await versions.changed(outputs);
    const names = new Set(bundles.map(({ name }) => name));
    const changed = entries.filter((entry) => names.has(bundleOf(entry)));
    await versions.replace(bundles, () => {
      if (changed.length > 0) listener.rebuilt(changed, performance.now() - begun);
    });
    this.#warn(warnings);
    if (broken.length > 0) listener.kept(broken);
    else if (this.#broken.length > 0) listener.mended();
    else if (changed.length === 0) listener.unchanged([...files]);
    this.#broken = broken;
  }

  /** Builds all of them together, which is quickest; if that fails, one by one, to find those that build. */
  async #build(affected: readonly string[]) {
    const { bundler, graph } = this.#parts;
    const outputs: OutputFile[] = [];
    const warnings: BuildMessage[] = [];
    const broken: string[] = [];
    const told = new Set<string>();
    const attempt = async (entries: readonly string[]): Promise<boolean> => {
      const outcome = await bundler.build(entries, this.#bytesOf(entries));
      if (outcome.kind === "failed") {
        this.#fail(outcome.errors, told);
        return false;
      }
      if (outcome.result.metafile !== undefined) graph.learn(outcome.result.metafile);
      outputs.push(...(outcome.result.outputFiles ?? []));
      warnings.push(...outcome.result.warnings);
      return true;
    };
    if (!(await attempt(affected))) {
      if (affected.length === 1) broken.push(...affected);
      else for (const entry of affected) if (!(await attempt([entry]))) broken.push(entry);
    }
    this.#told = told;
    return { outputs, warnings, broken };
  }

  #fail(errors: readonly BuildMessage[], told: Set<string>): void {
    const unheard = errors.filter((error) => !this.#told.has(keyOf(error)) && !told.has(keyOf(error)));
    for (const error of errors) told.add(keyOf(error));
    if (unheard.length > 0) this.#parts.listener.failed(unheard);
  }

  #warn(warnings: readonly BuildMessage[]): void {
    const unheard = warnings.filter((warning) => !this.#warned.has(keyOf(warning)));
    for (const warning of unheard) this.#warned.add(keyOf(warning));
    if (unheard.length > 0) this.#parts.listener.warned(unheard);
  }

  /** The size of the entries' bundles. */
  #bytesOf(entries: readonly string[]): number {
    const { versions, bundleOf } = this.#parts;
    return entries
      .map((entry) => statSync(versions.pathOf(bundleOf(entry)), { throwIfNoEntry: false })?.size ?? 0)
      .reduce((sum, size) => sum + size, 0);
  }
}

const keyOf = ({ text, location }: BuildMessage): string =>
  JSON.stringify([text, location?.file, location?.line, location?.column]);
