/**
 * Event patterns of pipes and rules, as far as the template uses them: exact values and prefixes. Everything else is refused when
 * the template is read, because a pattern that is only half understood would deliver the wrong events.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */

type Json = Readonly<Record<string, unknown>>;

/** Whether an event matches. */
export type EventPattern = (event: unknown) => boolean;

/** The pattern is invalid, or uses what the local cloud does not support. */
export class PatternRefused extends Error {
  override readonly name = "PatternRefused";
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Every field of the pattern must match; of a list, one entry. A field of the event that is an array matches if one of its
 * elements does.
 *
 * @throws PatternRefused
 */
export function compilePattern(pattern: unknown, path = "pattern"): EventPattern {
  if (!isObject(pattern)) throw new PatternRefused(`${path} must be an object`);
  const fields = Object.entries(pattern).map(([name, value]) => {
    if (name.startsWith("$")) throw new PatternRefused(`${path}.${name} is not supported by the local cloud`);
    const place = `${path}.${name}`;
    return [name, Array.isArray(value) ? anyOf(value, place) : compilePattern(value, place)] as const;
  });
  if (fields.length === 0) throw new PatternRefused(`${path} must not be empty`);
  return (event) =>
    isObject(event) && fields.every(([name, matches]) => Object.hasOwn(event, name) && matches(event[name]));
}

function anyOf(entries: readonly unknown[], path: string): EventPattern {
  if (entries.length === 0) throw new PatternRefused(`${path} must not be empty`);
  const tests = entries.map((entry) => testOf(entry, path));
  const matches = (value: unknown) => tests.some((fits) => fits(value));
  return (value) => (Array.isArray(value) ? value.some(matches) : matches(value));
}

function testOf(entry: unknown, path: string): EventPattern {
  if (!isObject(entry)) {
    if (Array.isArray(entry)) throw new PatternRefused(`${path} must be a list of values`);
    return (value) => value === entry;
  }
  const [operator = "", ...others] = Object.keys(entry);
  const { prefix } = entry;
  if (operator !== "prefix" || others.length > 0 || typeof prefix !== "string") {
    throw new PatternRefused(`${path}: ${JSON.stringify(entry)} is not supported by the local cloud`);
  }
  return (value) => typeof value === "string" && value.startsWith(prefix);
}
