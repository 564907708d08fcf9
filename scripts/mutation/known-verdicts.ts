/** Remembers the result of a mutant as long as its source file is unchanged. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { keyOf, type Mutant } from "./make-mutants.ts";

const FILE = "node_modules/.cache/mutation/known-verdicts.json";

type Known = "killed" | "survived";

export class KnownVerdicts {
  #known: Record<string, Known> = readKnown();
  /** Of this run. */
  readonly #verdicts: Record<string, Known> = {};
  readonly #hashes = new Map<string, string>();
  #added = 0;

  of(mutant: Mutant): Known | undefined {
    const name = this.#nameOf(mutant);
    return this.#verdicts[name] ?? this.#known[name];
  }

  /** Saves them from time to time, so that an interrupted run continues there with `--again`. */
  add(mutant: Mutant, verdict: Known): void {
    this.#verdicts[this.#nameOf(mutant)] = verdict;
    this.#added += 1;
    if (this.#added % 20 === 0) this.save();
  }

  /** Keeps what another run has saved meanwhile. */
  save(): void {
    this.#known = { ...readKnown(), ...this.#verdicts };
    mkdirSync("node_modules/.cache/mutation", { recursive: true });
    writeFileSync(FILE, JSON.stringify(this.#known));
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

function readKnown(): Record<string, Known> {
  try {
    return JSON.parse(readFileSync(FILE, "utf8"));
  } catch {
    return {};
  }
}
