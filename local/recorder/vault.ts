/**
 * The secrets of one trace, each under a number: `[masked:3]` is the same value wherever it stands in the trace. It lets a code be
 * followed through a trace without being read, and an edited event be made whole again for a replay.
 */

const MARKER = /\[masked:(\d+)\]/g;

/** Shorter values are masked where a name gives them away, but not looked for in other texts: they would be found by accident. */
const MIN_LENGTH_TO_LOOK_FOR = 6;

export class Vault {
  readonly #numbers = new Map<string, number>();
  readonly #values: string[] = [];
  readonly #certain = new Set<string>();
  readonly #published = new Set<string>();
  /** What to look for in texts, longest first, each in every form that it may have there; null when a value has come since. */
  #forms: readonly (readonly [form: string, value: string])[] | null = null;

  /** How many secrets it has. */
  get size(): number {
    return this.#values.length;
  }

  /** What stands in the place of a secret. */
  mask(value: string): string {
    if (!this.#certain.has(value)) {
      this.#certain.add(value);
      this.#forms = null;
    }
    return this.#marker(value);
  }

  /** Masks what is a secret only as long as no client is told it. */
  maskUnlessPublished(value: string): string {
    return this.#isSecret(value) ? this.#marker(value) : value;
  }

  /** Notes what a client is told. */
  publish(value: string): void {
    if (this.#published.has(value)) return;
    this.#published.add(value);
    this.#forms = null;
  }

  /** The text with every secret in it masked. A text that looks masked already is a secret itself: what is masked stays unambiguous. */
  clean(text: string): string {
    if (text.search(MARKER) !== -1) return this.mask(text);
    let cleaned = text;
    for (const [form, value] of this.#lookedFor())
      if (cleaned.includes(form)) cleaned = replaceWhole(cleaned, form, this.#marker(value));
    return cleaned;
  }

  /**
   * The text with its secrets put back.
   * @throws UnknownMarker
   */
  restore(text: string): string {
    return text.replace(MARKER, (marker, number) => {
      const value = this.#values[Number(number) - 1];
      if (value === undefined) throw new UnknownMarker(marker);
      return value;
    });
  }

  #isSecret(value: string): boolean {
    return this.#certain.has(value) || !this.#published.has(value);
  }

  #marker(value: string): string {
    let number = this.#numbers.get(value);
    if (number === undefined) {
      this.#values.push(value);
      number = this.#values.length;
      this.#numbers.set(value, number);
      this.#forms = null;
    }
    return `[masked:${number}]`;
  }

  #lookedFor(): readonly (readonly [string, string])[] {
    this.#forms ??= this.#values
      .filter((value) => value.length >= MIN_LENGTH_TO_LOOK_FOR && this.#isSecret(value))
      .flatMap((value) => [...formsOf(value)].map((form) => [form, value] as const))
      .sort(([a], [b]) => b.length - a.length);
    return this.#forms;
  }
}

/** A marker that stands for no secret of its trace. */
export class UnknownMarker extends Error {
  override readonly name = "UnknownMarker";
}

/** As it is, in JSON, in a URL, in a form. */
function formsOf(value: string): Set<string> {
  const inUrl = encodeURIComponent(value.toWellFormed());
  return new Set([value, JSON.stringify(value).slice(1, -1), inUrl, inUrl.replaceAll("%20", "+")]);
}

const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[0-9A-Za-z]/.test(character);

/** Not as a part of a longer word or number: six digits are found in many an id. */
function replaceWhole(text: string, form: string, replacement: string): string {
  let result = "";
  let from = 0;
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + form.length)) {
    const end = at + form.length;
    const isPart =
      (isWordCharacter(form[0]) && isWordCharacter(text[at - 1])) ||
      (isWordCharacter(form.at(-1)) && isWordCharacter(text[end]));
    if (isPart) continue;
    result += text.slice(from, at) + replacement;
    from = end;
  }
  return result + text.slice(from);
}
