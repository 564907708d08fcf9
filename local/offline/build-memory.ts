/**
 * Remembers the sources of the bundles in the state folder, so that a start without changes reuses them: a build takes a second
 * and a half of a core. If any file, option or package differs, it builds.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Metafile } from "./bundle-graph.ts";
import type { BuildOutcome } from "./bundler.ts";
import { installedPackages } from "./installed-packages.ts";

interface Settings {
  /** The file of this memory, beside the bundles. */
  readonly file: string;
  /** Paths of the metafile are relative to it. */
  readonly serviceDirectory: string;
  readonly entries: readonly string[];
  /** esbuild's, which are JSON. */
  readonly options: object;
}

interface Memory {
  readonly key: string;
  /** Of files by their paths, relative to the service. */
  readonly stamps: Readonly<Record<string, string>>;
  readonly inputs: Metafile["inputs"];
}

/** Files that esbuild reads besides imported ones. */
const SETTINGS_FILES = ["package.json", "tsconfig.json"];

/** The resolution of a file system's times, in milliseconds. */
const CLOCK_STEP_MS = 2000;

const isPackages = (file: string): boolean => /(?:^|\/)node_modules\//.test(file);

export class BuildMemory {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** The result of a build that is not necessary; null if a build is necessary. */
  recall(): BuildOutcome | null {
    const memory = this.#read();
    if (memory === null || memory.key !== this.#key()) return null;
    const isSame = Object.entries(memory.stamps).every(([file, stamp]) => this.#stampOf(file) === stamp);
    return isSame ? { kind: "built", result: { metafile: { inputs: memory.inputs }, warnings: [] } } : null;
  }

  /**
   * Remembers a build without messages, if no file has changed meanwhile.
   *
   * @param begunAt milliseconds since the epoch, before esbuild started
   */
  keep(outcome: BuildOutcome, begunAt: number): void {
    try {
      const memory = this.#memoryOf(outcome, begunAt);
      if (memory === null) rmSync(this.#settings.file, { force: true });
      else this.#write(memory);
    } catch {
      // Then the next start builds.
    }
  }

  #memoryOf(outcome: BuildOutcome, begunAt: number): Memory | null {
    if (outcome.kind === "failed" || outcome.result.warnings.length > 0) return null;
    const { inputs, outputs } = outcome.result.metafile ?? { inputs: {} };
    const own = Object.fromEntries(Object.entries(inputs).filter(([file]) => !isPackages(file)));
    const sources = [...Object.keys(own), ...SETTINGS_FILES];
    const isChanging = sources.some((file) => this.#changedAt(file) > begunAt - CLOCK_STEP_MS);
    if (outputs === undefined || isChanging) return null;
    const stamps = [...sources, ...Object.keys(outputs)].map((file) => [file, this.#stampOf(file)]);
    return {
      key: this.#key(),
      stamps: Object.fromEntries(stamps),
      inputs: Object.fromEntries(
        Object.entries(own).map(([file, { imports }]) => [
          file,
          { imports: imports.flatMap(({ path }) => (isPackages(path) ? [] : [{ path }])) },
        ]),
      ),
    };
  }

  #key(): string {
    const { entries, options } = this.#settings;
    return JSON.stringify([installedPackages(), entries, options]);
  }

  /** Changes with every change of a file; `missing` if there is none. */
  #stampOf(file: string): string {
    const stats = this.#statsOf(file);
    return stats === null ? "missing" : `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}`;
  }

  #changedAt(file: string): number {
    const stats = this.#statsOf(file);
    return stats === null ? 0 : Math.max(stats.mtimeMs, stats.ctimeMs);
  }

  #statsOf(file: string): Stats | null {
    return statSync(join(this.#settings.serviceDirectory, file), { throwIfNoEntry: false }) ?? null;
  }

  #read(): Memory | null {
    try {
      const { key, stamps, inputs } = JSON.parse(readFileSync(this.#settings.file, "utf8")) as Memory;
      return typeof key === "string" && stamps && inputs ? { key, stamps, inputs } : null;
    } catch {
      return null;
    }
  }

  #write(memory: Memory): void {
    const { file } = this.#settings;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.draft`, JSON.stringify(memory));
    renameSync(`${file}.draft`, file);
  }
}
