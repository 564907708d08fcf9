/** The whole value of a pipe's parameter is a path: then it is read from each event. */
const PATH = /^\$(?:\.[\w-]+)+$/;

/** Reads a parameter's value for an event; undefined if there is none. */
export type Parameter = (event: unknown) => string | undefined;

/**
 * A parameter of a pipe's target: a text, or a path such as `$.type`. Array indexes and wildcards are refused.
 *
 * @throws RangeError for a path of another form
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
 */
export function readParameter(text: string): Parameter {
  if (!text.startsWith("$")) return () => text;
  if (!PATH.test(text)) throw new RangeError(`the path ${text} is not supported by the local cloud`);
  const names = text.split(".").slice(1);
  return (event) => {
    let value = event;
    for (const name of names) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
      value = (value as Record<string, unknown>)[name];
    }
    return typeof value === "string" ? value : undefined;
  };
}
