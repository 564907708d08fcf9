import { resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkKey, compareKeys } from "../../../../local/s3/object-key.ts";

const isKept = (key: string): boolean => {
  try {
    checkKey(key);
    return true;
  } catch {
    return false;
  }
};

describe("a key", () => {
  test.each(["..", "../x", "a/..", "a/../b", ".", "./a", "a/./b", "a\0b"])(
    "%j is refused as S3 refuses it",
    (key) => {
      expect(() => checkKey(key)).toThrow(expect.objectContaining({ code: "InvalidURI" }));
    },
  );

  test.each(["", "a", "a/", "...", "a/..b", ".hidden", "a.", " ", "é".repeat(110)])("%j is kept", (key) => {
    expect(isKept(key)).toBe(true);
  });

  test("that is kept is a path below its bucket, and no other kept key's", () => {
    const part = fc.constantFrom("a", "b", "", ".", "..", "a.", "._S3rver_object", "\0", " ", "c/d");
    const key = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));
    const pathOf = (text: string) => resolve("/data/bucket", `./${text}._S3rver_object`);
    fc.assert(
      fc.property(key, key, (one, other) => {
        fc.pre(one !== "" && isKept(one));
        expect(pathOf(one).startsWith("/data/bucket/")).toBe(true);
        const isOnePath = other !== "" && isKept(other) && pathOf(one) === pathOf(other);
        expect(isOnePath).toBe(one === other);
      }),
    );
  });
});

test("keys are in the order of their bytes, not of their UTF-16", () => {
  expect(["\u{1f600}", "\uff5e", "b", "a/", "a!", "a"].toSorted(compareKeys)).toEqual([
    "a",
    "a!",
    "a/",
    "b",
    "\uff5e",
    "\u{1f600}",
  ]);
});
