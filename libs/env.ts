/** Reads one variable. Throws a message about the value, never the value itself, which may be a secret. */
export type EnvironmentReader<Value> = (value: string | undefined) => Value;

/** A string that must not be empty. */
export const text: EnvironmentReader<string> = (value) => {
  if (value === undefined) throw new Error("is missing");
  if (value.trim() === "") throw new Error("is empty");
  return value;
};

/** A string with a maximum number of characters. */
export const textUpTo =
  (length: number): EnvironmentReader<string> =>
  (value) => {
    const checked = text(value);
    if (checked.length > length) throw new Error(`is longer than ${length} characters`);
    return checked;
  };

/** A string that may be missing; the empty one counts as missing, because some templates can't leave a variable out. */
export const optionalText: EnvironmentReader<string | undefined> = (value) =>
  value === "" ? undefined : value;

/** A positive integer in decimal digits. */
export const positiveInteger: EnvironmentReader<number> = (value) => {
  if (!/^[1-9]\d{0,14}$/.test(text(value))) throw new Error("is not a positive integer");
  return Number(value);
};

/** A switch of the template: `true` or `false`. */
export const onOff: EnvironmentReader<boolean> = (value) => {
  if (value !== "true" && value !== "false") throw new Error("is not true or false");
  return value === "true";
};

/** One of the given words. */
export const oneOf =
  <const Word extends string>(words: readonly Word[]): EnvironmentReader<Word> =>
  (value) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw new Error(`is not one of ${words.join(", ")}`);
    return word;
  };

/** An http or https address. */
export const webAddress: EnvironmentReader<string> = (value) => {
  const { protocol } = URL.parse(text(value)) ?? {};
  if (protocol !== "https:" && protocol !== "http:") throw new Error("is not a web address");
  return text(value);
};

/** A comma-separated list; empty entries and surrounding space are dropped, a missing variable is an empty list. */
export const commaList: EnvironmentReader<string[]> = (value = "") =>
  value
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");

/** A comma-separated list of allowed words. */
export const listOf =
  <const Word extends string>(words: readonly Word[]): EnvironmentReader<Word[]> =>
  (value) =>
    commaList(value).map((entry) => {
      const word = words.find((candidate) => candidate === entry);
      if (word === undefined) throw new Error(`is not a list of ${words.join(", ")}`);
      return word;
    });

/**
 * Reads and checks environment variables. Without a schema library, because triggers use this too and their bundles must stay
 * small.
 *
 * @throws Error that names every missing or invalid variable
 */
export function readEnvironment<Values extends object>(
  readers: { readonly [Name in keyof Values]: EnvironmentReader<Values[Name]> },
  source: Readonly<Record<string, string | undefined>> = process.env,
): Values {
  const complaints: string[] = [];
  const values: Partial<Values> = {};
  for (const name in readers) {
    try {
      values[name] = readers[name](source[name]);
    } catch (error) {
      complaints.push(`${name} ${error instanceof Error ? error.message : "is not valid"}`);
    }
  }
  if (complaints.length > 0) throw new Error(`The environment is not complete: ${complaints.join(", ")}`);
  return values as Values;
}

/**
 * Like {@link readEnvironment}, but read on the first call and only once, so that a list of routes can be imported without its
 * environment. Handlers call it when they load: a missing variable then fails the start, not a request.
 */
export function lazyEnvironment<Values extends object>(
  readers: {
    readonly [Name in keyof Values]: EnvironmentReader<Values[Name]>;
  },
): () => Values {
  let values: Values | undefined;
  return () => {
    values ??= readEnvironment<Values>(readers);
    return values;
  };
}
