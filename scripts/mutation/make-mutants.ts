/** Creates the mutants of a source file: copies with one small, typical mistake each. */
import { type MutatorContext, mutators, type Replacement } from "./mutators.ts";
import { parseSource, walkCode } from "./syntax.ts";

export interface Mutant {
  /** Path from the root of the project. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** A position that runs whenever the mutated code is reached: `?.` itself has no counter. */
  readonly reachedAt: number;
  /** From 1. */
  readonly line: number;
  /** The text of that line. */
  readonly lineText: string;
  /** The original text. */
  readonly original: string;
}

/** All mutants of a source, in text order. */
export function makeMutants(file: string, source: string): readonly Mutant[] {
  const { root, rangeOf } = parseSource(source);
  const found = new Map<string, Mutant>();
  walkCode(root, (node, parents) => {
    const context: MutatorContext = { node, parents, source, rangeOf };
    for (const mutator of mutators[node.type] ?? []) {
      for (const replacement of mutator(context)) {
        const mutant = mutantOf(file, source, { ...replacement, reachedAt: rangeOf(node).start });
        if (mutant.original !== mutant.replacement) found.set(keyOf(mutant), mutant);
      }
    }
  });
  return [...found.values()].sort((left, right) => left.start - right.start || left.end - right.end);
}

/** Names a mutant within its file. */
export function keyOf({ start, end, replacement }: Mutant): string {
  return `${start}-${end} ${replacement}`;
}

/** The file's text with the mutation. */
export function mutatedSource(source: string, { start, end, replacement }: Mutant): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

function mutantOf(
  file: string,
  source: string,
  { start, end, text, reachedAt }: Replacement & Pick<Mutant, "reachedAt">,
): Mutant {
  const line = source.slice(0, start).split("\n").length;
  const lineText = source.split("\n")[line - 1]?.trim() ?? "";
  const original = source.slice(start, end);
  return { file, start, end, replacement: text, reachedAt, line, lineText, original };
}
