import { describe, expect, test } from "@jest/globals";
import { createInputValidator } from "../../../../local/protocol/input-validator.ts";
import { loadServiceModel, type ServiceModel, type Shape } from "../../../../local/protocol/service-model.ts";

/** A model with one operation, `Do`, whose input has these members. */
function modelOf(members: Record<string, Shape>, required: string[] = []): ServiceModel {
  const shapes = Object.entries(members).map(([name, shape]) => [`${name}Shape`, shape]);
  return {
    service: "Test",
    targetPrefix: "Test",
    operations: { Do: { auth: "none", input: "DoRequest", output: null, errors: [] } },
    inputShapes: {
      ...Object.fromEntries(shapes),
      Text: { type: "string", min: 2, max: 4, pattern: "[a-z]+" },
      Secret: { type: "string", min: 6, sensitive: true },
      Pair: { type: "structure", required: ["Name"], members: { Name: "Text", Value: "Secret" } },
      DoRequest: {
        type: "structure",
        required,
        members: Object.fromEntries(Object.keys(members).map((name) => [name, `${name}Shape`])),
      },
    },
  };
}

function validate(members: Record<string, Shape>, input: unknown, required: string[] = []): unknown {
  return createInputValidator(modelOf(members, required), "InvalidParameterException")("Do", input);
}

describe("types: SerializationException, with AWS's message", () => {
  const members: Record<string, Shape> = {
    Text: { type: "string" },
    Count: { type: "integer" },
    Seconds: { type: "long" },
    Flag: { type: "boolean" },
    Names: { type: "list", member: "Text" },
    Tags: { type: "map", key: "DataShape", value: "Text" },
    Data: { type: "blob" },
    Pair: { type: "structure", members: { Name: "Text" } },
  };

  test.each([
    [{ Text: 1 }, "NUMBER_VALUE can not be converted to a String"],
    [{ Text: true }, "TRUE_VALUE can not be converted to a String"],
    [{ Text: ["x"] }, "Start of list found where not expected"],
    [{ Text: {} }, "Start of structure or map found where not expected."],
    [{ Count: "1" }, "STRING_VALUE can not be converted to an Integer"],
    [{ Count: 2 ** 31 }, "NUMBER_VALUE can not be converted to an Integer"],
    [{ Count: Number.NEGATIVE_INFINITY }, "NUMBER_VALUE can not be converted to an Integer"],
    [{ Seconds: 2 ** 53 }, "NUMBER_VALUE can not be converted to a Long"],
    [{ Flag: "true" }, "STRING_VALUE can not be converted to an Boolean"],
    [{ Data: 1 }, "NUMBER_VALUE can not be converted to a Blob"],
    [{ Names: "x" }, "Expected list or null"],
    [{ Names: {} }, "Start of structure or map found where not expected."],
    [{ Names: [1] }, "NUMBER_VALUE can not be converted to a String"],
    [{ Tags: { a: 1 } }, "NUMBER_VALUE can not be converted to a String"],
    [{ Pair: "x" }, "Expected null"],
    [[], "Start of list found where not expected"],
  ])("%j", (input, message) => {
    expect(() => validate(members, input)).toThrow(
      expect.objectContaining({ code: "SerializationException", message, status: 400 }),
    );
  });

  test("a document of any form, except one that is too deep to be serialised", () => {
    const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);
    const document: Record<string, Shape> = { Settings: { type: "structure", members: {} } };
    expect(validate(document, { Settings: nested(1_000) })).toEqual({ Settings: nested(1_000) });
    expect(() => validate(document, { Settings: nested(1_001) })).toThrow(
      expect.objectContaining({ code: "SerializationException" }),
    );
  });

  test("unknown members and nulls count as absent, blobs are decoded", () => {
    expect(validate(members, { Text: null, Other: 1, Data: "aGk=", Count: 1.5, Seconds: 2 ** 31 })).toEqual({
      Data: Buffer.from("hi"),
      Count: 1,
      Seconds: 2 ** 31,
    });
  });

  test("a map's keys are the client's: __proto__ is an entry like any other", () => {
    const input = JSON.parse('{"Tags": {"__proto__": "abc"}}');
    const read = validate(members, input) as { Tags: object };
    expect(Object.getPrototypeOf(read.Tags)).toBe(Object.prototype);
    expect(Object.hasOwn(read.Tags, "__proto__")).toBe(true);
  });
});

describe("constraints: one exception that names them all", () => {
  const expectRefusal = (
    members: Record<string, Shape>,
    input: unknown,
    message: string,
    required?: string[],
  ) => {
    expect(() => validate(members, input, required)).toThrow(
      expect.objectContaining({ code: "InvalidParameterException", message }),
    );
  };

  test("a missing required member", () => {
    expectRefusal(
      { UserPoolId: { type: "string" } },
      {},
      "1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
      ["UserPoolId"],
    );
  });

  test("length, pattern and value set", () => {
    expectRefusal(
      { Text: { type: "string", min: 2, max: 4, pattern: "[a-z]+", enum: ["abc"] } },
      { Text: "ABCDE" },
      "3 validation errors detected: " +
        "Value 'ABCDE' at 'text' failed to satisfy constraint: Member must have length less than or equal to 4; " +
        "Value 'ABCDE' at 'text' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+; " +
        "Value 'ABCDE' at 'text' failed to satisfy constraint: Member must satisfy enum value set: [abc]",
    );
  });

  test("a number's range", () => {
    expectRefusal(
      { Limit: { type: "integer", min: 0, max: 60 } },
      { Limit: 61 },
      "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: " +
        "Member must have value less than or equal to 60",
    );
  });

  test("a sensitive value is not repeated", () => {
    expectRefusal(
      { Password: { type: "string", min: 6, pattern: "[\\S]+", sensitive: true } },
      { Password: "a b" },
      "2 validation errors detected: " +
        "Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 6; " +
        "Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+",
    );
  });

  test("structures in a list are numbered from one", () => {
    expectRefusal(
      { Pairs: { type: "list", member: "Pair" } },
      { Pairs: [{ Name: "ab" }, { Value: "short" }] },
      "2 validation errors detected: " +
        "Value null at 'pairs.2.member.name' failed to satisfy constraint: Member must not be null; " +
        "Value at 'pairs.2.member.value' failed to satisfy constraint: Member must have length greater than or equal to 6",
    );
  });

  test("a list of strings names every constraint of its members", () => {
    expectRefusal(
      { Names: { type: "list", member: "Text" } },
      { Names: ["ab", "X"] },
      "1 validation error detected: Value '[ab, X]' at 'names' failed to satisfy constraint: Member must satisfy constraint: " +
        "[Member must have length less than or equal to 4, Member must have length greater than or equal to 2, " +
        "Member must satisfy regular expression pattern: [a-z]+]",
    );
  });

  test("a list has its own length", () => {
    expectRefusal(
      { Names: { type: "list", member: "Text", max: 1 } },
      { Names: ["ab", "cd"] },
      "1 validation error detected: Value '[ab, cd]' at 'names' failed to satisfy constraint: " +
        "Member must have length less than or equal to 1",
    );
  });

  test("a map's keys and values", () => {
    expectRefusal(
      { Tags: { type: "map", key: "Text", value: "Text" } },
      { Tags: { A: "ab", ab: "a" } },
      "2 validation errors detected: " +
        "Value '{A=ab, ab=a}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: " +
        "[Member must have length less than or equal to 4, Member must have length greater than or equal to 2, " +
        "Member must satisfy regular expression pattern: [a-z]+]; " +
        "Value '{A=ab, ab=a}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint: " +
        "[Member must have length less than or equal to 4, Member must have length greater than or equal to 2, " +
        "Member must satisfy regular expression pattern: [a-z]+]",
    );
  });

  test("a pattern holds for the whole value, Java's (?s) lets the dot match line breaks", () => {
    const members: Record<string, Shape> = { Css: { type: "string", pattern: "(?s).*" } };
    expect(validate(members, { Css: "a\nb" })).toEqual({ Css: "a\nb" });
    expect(() => validate({ Text: { type: "string", pattern: "[a-z]+" } }, { Text: "ab!" })).toThrow(
      "1 validation error",
    );
  });
});

test("every operation of Cognito's model compiles, and accepts an empty input without an internal error", () => {
  const model = loadServiceModel("cognito-idp.json");
  const check = createInputValidator(model, "InvalidParameterException");
  const failures = Object.keys(model.operations).filter((operation) => {
    try {
      check(operation, {});
      return false;
    } catch (error) {
      return (error as { code?: string }).code !== "InvalidParameterException";
    }
  });
  expect(failures).toEqual([]);
});
