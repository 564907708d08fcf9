import { describe, expect, test } from "@jest/globals";
import { OddResponse, readOrTell } from "../../../../../local/cognito/domain/odd-response.ts";

describe("a part of a response that can't be read is described", () => {
  test.each([
    [undefined, "missing"],
    [null, "null"],
    [["a"], "a list"],
    [{ a: 1 }, "an object"],
    [7, "the number 7"],
    [true, "the boolean true"],
    ["yes", 'the string "yes"'],
    // With its quotation marks, 60 characters.
    ["x".repeat(58), `the string "${"x".repeat(58)}"`],
    ["x".repeat(59), `the string "${"x".repeat(59)}…`],
  ])("%j as %s", (given, description) => {
    expect(new OddResponse("response.autoConfirmUser", "a boolean", given).message).toBe(
      `response.autoConfirmUser must be a boolean, and is ${description}`,
    );
  });
});

describe("a reader's result", () => {
  const problems: string[] = [];
  const read = (reader: () => string) => readOrTell(reader, (problem) => problems.push(problem));

  test("is returned, or null with the problem reported; other errors pass", () => {
    expect(read(() => "read")).toBe("read");
    expect(problems).toEqual([]);
    const odd = new OddResponse("response", "an object", null);
    expect(
      read(() => {
        throw odd;
      }),
    ).toBeNull();
    expect(problems).toEqual(["response must be an object, and is null"]);
    expect(() =>
      read(() => {
        throw new TypeError("else");
      }),
    ).toThrow(new TypeError("else"));
    expect(problems).toHaveLength(1);
  });
});
