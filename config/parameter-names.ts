/** Names of parameters: which there are, which were given, and which of the first a wrong one of the second may mean. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the service's configuration is made of; code that is deployed reads no parameter. */
const CONFIGURATION = [
  "serverless.yml",
  "config/*.{yml,js}",
  "resources/**/*.{yml,js}",
  "functions/*/functions.yml",
  "triggers/triggers.yml",
  "jobs/jobs.yml",
];

/** Every name that the configuration reads, as `${param:name}` or `resolveVariable("param:name")`. */
export function readParameterNames(serviceFolder: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of globSync(CONFIGURATION, { cwd: serviceFolder })) {
    for (const [, name = ""] of readFileSync(join(serviceFolder, file), "utf8").matchAll(/\bparam:(\w+)/g)) {
      names.add(name);
    }
  }
  return names;
}

/** A name that something sets. */
export interface GivenName {
  readonly name: string;
  /** `--param`, or the part of config/params.yml. */
  readonly place: string;
}

interface Sources {
  /** What `--param` gave: `name=value`, once or more often. */
  readonly options: readonly string[];
  /** config/params.yml: names and values by stage. */
  readonly stages: Readonly<Record<string, Readonly<Record<string, unknown>> | null | undefined>>;
}

/** Every name in the options and in the file. */
export function givenNames({ options, stages }: Sources): GivenName[] {
  return [
    ...options.map((option) => ({ name: option.split("=", 1)[0] ?? "", place: "--param" })),
    ...Object.entries(stages).flatMap(([stage, values]) =>
      Object.keys(values ?? {}).map((name) => ({ name, place: `config/params.yml, ${stage}` })),
    ),
  ];
}

/** A sentence for each given name that nothing reads. */
export function unknownNames(given: readonly GivenName[], known: ReadonlySet<string>): string[] {
  return given
    .filter(({ name }) => !known.has(name))
    .map(({ name, place }) => {
      const nearest = nearestName(name, known);
      const hint = nearest === null ? "" : ` Do you mean "${nearest}"?`;
      return `There is no parameter "${name}" (${place}).${hint}`;
    });
}

/** The known name that takes the fewest changes of letters, whatever their case; `null` where nothing is known. */
export function nearestName(name: string, known: Iterable<string>): string | null {
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance >= least) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest;
}

/** Letters to add, to remove, to replace or to swap with the next (optimal string alignment). */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
