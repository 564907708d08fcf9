import { mkdirSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { OutputFile } from "./bundler.ts";

/** A bundle that differs from the one in use. */
interface NewBundle {
  /** Of the bundle, relative to the folder of all bundles. */
  readonly name: string;
  /** The bundle and its source map. */
  readonly files: readonly OutputFile[];
}

/**
 * The locations of the bundles in use. A new version is written completely, beside the one in use, before it replaces it. So no
 * environment reads half a bundle, and one that still runs the version before finds its source map. Two alternating folders are
 * enough, because an environment ends with the invocation during which its code has changed.
 */
export class BundleVersions {
  readonly #folder: string;
  /** How often a bundle has been replaced. */
  readonly #versions = new Map<string, number>();

  /** @param folder the folder of the first build; others are beside it, at the same depth, for the paths in source maps */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file in use of a bundle. */
  pathOf(name: string): string {
    return join(this.#folderOf(this.#versions.get(name) ?? 0), name);
  }

  /** Whether it has been replaced since the start. */
  isRebuilt(name: string): boolean {
    return this.#versions.has(name);
  }

  /** The bundles that differ from those in use. Updates the source maps of the others. */
  async changed(outputs: readonly OutputFile[]): Promise<readonly NewBundle[]> {
    const named = outputs.map((file) => ({ file, name: relative(this.#folder, file.path) }));
    const bundles = named.filter(({ name }) => !name.endsWith(".map"));
    const mapOf = (name: string) => named.find((other) => other.name === `${name}.map`)?.file;
    const found = await Promise.all(
      bundles.map(async ({ file, name }) => {
        const inUse = await readFile(this.pathOf(name)).catch(() => null);
        const map = mapOf(name);
        if (inUse?.equals(file.contents) !== true) {
          return [{ name, files: map === undefined ? [file] : [file, map] }];
        }
        // Comments and types move lines without changing code.
        if (map !== undefined) await replace(`${this.pathOf(name)}.map`, map.contents);
        return [];
      }),
    );
    return found.flat();
  }

  /** Writes them, and then switches to all of them at once. */
  async replace(bundles: readonly NewBundle[], onReplaced: () => void): Promise<void> {
    await Promise.all(
      bundles.map(async ({ name, files }) => {
        const folder = this.#folderOf((this.#versions.get(name) ?? 0) + 1);
        await Promise.all(
          files.map((file) => replace(join(folder, relative(this.#folder, file.path)), file.contents)),
        );
      }),
    );
    for (const { name } of bundles) this.#versions.set(name, (this.#versions.get(name) ?? 0) + 1);
    onReplaced();
  }

  #folderOf(version: number): string {
    return version === 0 ? this.#folder : `${this.#folder}-${version % 2 === 1 ? "a" : "b"}`;
  }
}

/** Whole or not at all. */
async function replace(path: string, contents: Uint8Array): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, contents);
  await rename(`${path}.new`, path);
}
