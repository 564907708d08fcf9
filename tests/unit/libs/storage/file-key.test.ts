import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { cursorAfter, keyAtCursor, keyOf, prefixOf } from "../../../../libs/storage/file-key.ts";

const mine = prefixOf("me");
const theirs = prefixOf("them");

test("a key is below its owner's prefix", () => {
  expect(keyOf("me", "f-1")).toBe("users/me/f-1");
});

test("a cursor returns its key", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (rest) => {
      expect(keyAtCursor(cursorAfter(mine + rest, mine), mine)).toBe(mine + rest);
    }),
  );
});

test("another user's cursor lists the caller's own files", () => {
  expect(keyAtCursor(cursorAfter(`${theirs}f-1`, theirs), mine)).toBe(`${mine}f-1`);
});

test("no cursor, forged or not, lists other files than the caller's", () => {
  let isRefused = false;
  let isTaken = false;
  const cursor = fc.oneof(
    fc.string(),
    fc.string().map((text) => Buffer.from(text).toString("base64url")),
    fc.constant("Li4vdGhlbS9mLTE"),
  );
  fc.assert(
    fc.property(cursor, (forged) => {
      let outcome: string;
      try {
        outcome = keyAtCursor(forged, mine);
      } catch (error) {
        outcome = String((error as { code?: unknown }).code);
      }
      expect(outcome === "invalid_cursor" || outcome.startsWith(mine)).toBe(true);
      isRefused ||= outcome === "invalid_cursor";
      isTaken ||= outcome.startsWith(mine);
    }),
    // One of each kind in every run.
    { examples: [["!!!"], [cursorAfter(`${theirs}f-1`, theirs)]] },
  );
  expect({ isRefused, isTaken }).toEqual({ isRefused: true, isTaken: true });
});

const tooLong = Buffer.from("é".repeat(510)).toString("base64url");

test.each(["", "!!!", "Zg==", "Zi8x\n", "gICA", tooLong])(
  "a cursor that no list issued is refused (%#)",
  (cursor) => {
    expect(() => keyAtCursor(cursor, mine)).toThrow("invalid_cursor");
  },
);
