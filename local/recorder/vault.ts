/**
 * The numbered secrets of one trace: `[masked:3]` is the same value everywhere in the trace. So a code can be followed through
 * a trace without being read, and a replay can put the secrets back into an edited event.
 */

const MARKER = /\[masked:(\d+)\]/g;

/** Shorter values are masked if a name identifies them, but not searched in other texts: they would match by accident. */
const MIN_LENGTH_TO_LOOK_FOR = 6;

export class Vault {
  readonly #numbers = new Map<string, number>();
  readonly #values: string[] = [];
  readonly #certain = new Set<string>();
  readonly #published = new Set<string>();
  /** The pattern that finds them in texts; null after a new value was added. */
  #search: Search | null = null;

  /** The replacement of a secret. */
  mask(value: string): string {
    if (!this.#certain.has(value)) {
      this.#certain.add(value);
      this.#search = null;
    }
    return this.#marker(value);
  }

  /** Masks values that are secret only until a client gets them. */
  maskUnlessPublished(value: string): string {
    return this.#isSecret(value) ? this.#marker(value) : value;
  }

  /** Records values that a client gets. */
  publish(value: string): void {
    if (this.#published.has(value)) return;
    this.#published.add(value);
    this.#search = null;
  }

  /**
   * The text with every secret masked. Text that already looks like a mask is treated as a secret, so that masks stay
   * unambiguous.
   */
  clean(text: string): string {
    if (text.search(MARKER) !== -1) return this.mask(text);
    this.#search ??= searchFor(this.#values.filter((value) => this.#isLookedFor(value)));
    const { pattern, valueOfForm } = this.#search;
    if (pattern === null) return text;
    return text.replace(pattern, (form) => this.#marker(valueOfForm.get(form) ?? form));
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
      this.#search = null;
    }
    return `[masked:${number}]`;
  }

  #isLookedFor(value: string): boolean {
    return value.length >= MIN_LENGTH_TO_LOOK_FOR && this.#isSecret(value);
  }
}

/** A marker without a secret in its trace. */
export class UnknownMarker extends Error {
  override readonly name = "UnknownMarker";
}

/** Plain, in JSON, in a URL, in a form. */
function formsOf(value: string): Set<string> {
  const inUrl = encodeURIComponent(value.toWellFormed());
  return new Set([value, JSON.stringify(value).slice(1, -1), inUrl, inUrl.replaceAll("%20", "+")]);
}

interface Search {
  /** Null if there are no secrets. */
  readonly pattern: RegExp | null;
  readonly valueOfForm: ReadonlyMap<string, string>;
}

function searchFor(values: readonly string[]): Search {
  const valueOfForm = new Map(values.flatMap((value) => [...formsOf(value)].map((form) => [form, value])));
  if (valueOfForm.size === 0) return { pattern: null, valueOfForm };
  // The longest first: one may begin with another.
  const forms = [...valueOfForm.keys()].sort((a, b) => b.length - a.length).map(wholeWord);
  return { pattern: new RegExp(forms.join("|"), "g"), valueOfForm };
}

/** Not as a part of a longer word or number: many ids contain six digits. */
function wholeWord(form: string): string {
  const before = /^[0-9A-Za-z]/.test(form) ? "(?<![0-9A-Za-z])" : "";
  const after = /[0-9A-Za-z]$/.test(form) ? "(?![0-9A-Za-z])" : "";
  return `${before}${form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}${after}`;
}
