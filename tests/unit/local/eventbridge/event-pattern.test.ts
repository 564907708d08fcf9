import { describe, expect, test } from "@jest/globals";
import { compilePattern, PatternRefused } from "../../../../local/eventbridge/event-pattern.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
describe("an event matches if every field of the pattern does", () => {
  const matches = compilePattern({
    eventName: ["INSERT", "MODIFY"],
    dynamodb: { Keys: { SK: { S: [{ prefix: "EVENT#" }] } } },
  });
  const record = (eventName: unknown, sk: unknown) => ({
    eventName,
    dynamodb: { Keys: { PK: { S: "USER#1" }, SK: { S: sk } } },
  });

  test("values are alternatives, and prefixes fit beginnings", () => {
    expect(matches(record("INSERT", "EVENT#2026"))).toBe(true);
    expect(matches(record("MODIFY", "EVENT#"))).toBe(true);
    expect(matches(record("REMOVE", "EVENT#2026"))).toBe(false);
    expect(matches(record("INSERT", "TYPED#2026"))).toBe(false);
    expect(matches(record("INSERT", 7))).toBe(false);
  });

  test.each([
    undefined,
    null,
    "INSERT",
    [],
    {},
    { eventName: "INSERT" },
    { eventName: "INSERT", dynamodb: [] },
  ])("not %j, where a field is missing", (event) => {
    expect(matches(event)).toBe(false);
  });

  test("of an array in the event, one element is enough", () => {
    const tagged = compilePattern({ tags: ["a", { prefix: "b" }], count: [1, null, true] });
    expect(tagged({ tags: ["x", "bee"], count: null })).toBe(true);
    expect(tagged({ tags: ["x"], count: 1 })).toBe(false);
    expect(tagged({ tags: "a", count: true })).toBe(true);
    expect(tagged({ tags: "a", count: "1" })).toBe(false);
  });

  test("a field that an object inherits is not there", () => {
    expect(compilePattern({ constructor: [{ prefix: "" }] })({})).toBe(false);
  });
});

describe("what the local cloud does not support is refused", () => {
  test.each([
    ["an empty pattern", {}, "pattern must not be empty"],
    ["a text", "source", "pattern must be an object"],
    ["a value that is not in a list", { source: "a" }, "pattern.source must be an object"],
    ["an empty list", { source: [] }, "pattern.source must not be empty"],
    ["a list in a list", { source: [["a"]] }, "pattern.source must be a list of values"],
    ["alternatives of fields", { $or: [{ a: [1] }] }, "pattern.$or is not supported by the local cloud"],
    ["suffixes", { a: { b: [{ suffix: "c" }] } }, 'pattern.a.b: {"suffix":"c"} is not supported'],
    ["prefixes in any case", { a: [{ prefix: { "equals-ignore-case": "b" } }] }, "is not supported"],
    ["two operators at once", { a: [{ prefix: "b", suffix: "c" }] }, "is not supported"],
    ["no operator", { a: [{}] }, "is not supported"],
  ])("%s", (_, pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(PatternRefused);
    expect(() => compilePattern(pattern)).toThrow(message);
  });
});
