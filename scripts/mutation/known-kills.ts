/** Remembers which mutants a test noticed, as long as their source file stays as it was. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { keyOf, type Mutant } from "./make-mutants.ts";

const FILE = "node_modules/.cache/mutation/known-kills.json";

export class KnownKills {
  readonly #known = new Set<string>(readKnown());
  readonly #hashes = new Map<string, string>();

  has(mutant: Mutant): boolean {
    return this.#known.has(this.#nameOf(mutant));
  }

  /** Writes them down now and then: a run that is ended goes on from there with `--again`. */
  add(mutant: Mutant): void {
    this.#known.add(this.#nameOf(mutant));
    if (this.#known.size % 20 === 0) this.save();
  }

  save(): void {
    mkdirSync("node_modules/.cache/mutation", { recursive: true });
    writeFileSync(FILE, JSON.stringify([...this.#known]));
  }

  #nameOf(mutant: Mutant): string {
    return `${mutant.file} ${this.#hashOf(mutant.file)} ${keyOf(mutant)}`;
  }

  #hashOf(file: string): string {
    const known = this.#hashes.get(file) ?? createHash("sha256").update(readFileSync(file)).digest("hex");
    this.#hashes.set(file, known);
    return known;
  }
}

function readKnown(): readonly string[] {
  try {
    return JSON.parse(readFileSync(FILE, "utf8"));
  } catch {
    return [];
  }
}
