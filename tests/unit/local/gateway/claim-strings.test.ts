import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { claimStrings } from "../../../../local/gateway/claim-strings.ts";

describe("a claim reaches a function as a string", () => {
  test.each([
    ["text", "ada", "ada"],
    ["a number", 1787996002, "1787996002"],
    ["a truth value", false, "false"],
    ["a list", ["admins", "users"], "[admins users]"],
    ["a list of numbers", [1, 2], "[1 2]"],
    ["an empty list", [], "[]"],
    ["an object", { formatted: "Here 1" }, '{"formatted":"Here 1"}'],
  ])("%s", (_, value, expected) => {
    expect(claimStrings({ claim: value })).toEqual({ claim: expected });
  });

  test("a null is left out", () => {
    expect(claimStrings({ a: null, b: undefined, c: "x" })).toEqual({ c: "x" });
  });

  test("whatever the token contains", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (claims) => {
        expect(Object.values(claimStrings(claims)).every((value) => typeof value === "string")).toBe(true);
      }),
    );
  });
});
