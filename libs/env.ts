import * as z from "zod/mini";

/** A string that must not be empty. */
export const text = z.string().check(z.minLength(1));

/** A positive integer, as text: environments hold strings. */
export const positiveInteger = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,15}$/)),
  z.transform((digits: string) => Number(digits)),
);

/** A comma-separated list; empty entries and surrounding space are dropped, an unset variable is an empty list. */
export const commaList = z.pipe(
  z._default(z.string(), ""),
  z.transform((list: string) =>
    list
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ""),
  ),
);

/**
 * Reads and checks environment variables. Unknown variables are ignored: the runtime brings many of its own.
 *
 * The small build of zod is used here so that triggers, too, can afford it.
 *
 * @throws Error that names every missing or invalid variable, and never its value: it may be a secret.
 */
export function readEnvironment<Shape extends z.core.$ZodShape>(
  shape: Shape,
  source: Readonly<Record<string, string | undefined>> = process.env,
): z.output<z.ZodMiniObject<Shape>> {
  const result = z.safeParse(z.object(shape), source);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
  const complaints = names.map((name) =>
    source[name] === undefined ? `${name} is missing` : `${name} is not valid`,
  );
  throw new Error(`The environment is not complete: ${complaints.join(", ")}`);
}

/**
 * Like {@link readEnvironment}, read once and on the first call, so that a list of routes can be imported without the
 * environment they will run in. Handlers call it as they load: a missing variable then fails the start, not a request.
 */
export function lazyEnvironment<Shape extends z.core.$ZodShape>(
  shape: Shape,
): () => z.output<z.ZodMiniObject<Shape>> {
  let values: z.output<z.ZodMiniObject<Shape>> | undefined;
  return () => {
    values ??= readEnvironment(shape);
    return values;
  };
}
