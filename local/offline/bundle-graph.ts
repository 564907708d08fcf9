/** The imports in esbuild's metafile (https://esbuild.github.io/api/#metafile). Paths are relative to the service. */
export interface Metafile {
  readonly inputs: Readonly<Record<string, { readonly imports: readonly { readonly path: string }[] }>>;
  /** Bundles and their source maps; missing if nothing was built. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

const isOwn = (file: string) => !/(?:^|\/)node_modules\//.test(file);

/** Which files of the service import which, so that a change rebuilds only the affected bundles. */
export class BundleGraph {
  readonly #imports = new Map<string, readonly string[]>();

  /** Adds the imports of a build. */
  learn({ inputs }: Metafile): void {
    for (const [file, { imports }] of Object.entries(inputs)) {
      if (isOwn(file)) {
        this.#imports.set(
          file,
          imports.map(({ path }) => path).filter((path) => path in inputs && isOwn(path)),
        );
      }
    }
  }

  /** Every source file of the bundles. */
  get files(): readonly string[] {
    return [...this.#imports.keys()];
  }

  /** Which of the entries import one of the files, directly or not. */
  entriesOf(files: ReadonlySet<string>, entries: readonly string[]): readonly string[] {
    return entries.filter((entry) => this.#reaches(entry, files));
  }

  #reaches(entry: string, files: ReadonlySet<string>): boolean {
    const seen = new Set([entry]);
    for (const file of seen) {
      if (files.has(file)) return true;
      for (const imported of this.#imports.get(file) ?? []) seen.add(imported);
    }
    return false;
  }
}
