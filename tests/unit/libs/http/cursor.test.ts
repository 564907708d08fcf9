import { describe, expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { ApiError } from "../../../../libs/http/api-error.ts";
import { Cursor, limitUpTo, readCursor, writeCursor } from "../../../../libs/http/cursor.ts";

const Position = z.strictObject({ after: z.string() });

describe("a cursor", () => {
  test("returns its position, and needs no encoding in a URL", () => {
    for (const after of ["ada", "ÿÿÿ???>>>", "\0"]) {
      const cursor = writeCursor({ after });
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(readCursor(cursor, Position)).toEqual({ after });
    }
  });

  test("that was not sent gives no position", () => {
    expect(readCursor(undefined, Position)).toBeUndefined();
  });

  test.each([
    ["not JSON", Buffer.from("{").toString("base64url"), "SyntaxError"],
    ["not base64", "!", "SyntaxError"],
    ["of another list", writeCursor({ before: "ada" }), "$ZodError"],
    ["with more in it", writeCursor({ after: "ada", more: 1 }), "$ZodError"],
    ["null", writeCursor(null), "$ZodError"],
  ])("%s is refused, and the log has the reason", (_, cursor, name) => {
    const refused = (() => {
      try {
        return readCursor(cursor, Position);
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ code: "invalid_cursor", cause: { name } });
  });

  test("has between 1 and 4096 characters", () => {
    const fits = (cursor: string) => z.safeParse(Cursor, cursor).success;
    expect(["", "a", "a".repeat(4096), "a".repeat(4097)].map(fits)).toEqual([false, true, true, false]);
  });
});

describe("a limit", () => {
  const Limit = limitUpTo(60, 20);

  test("has a default", () => {
    expect(z.parse(Limit, undefined)).toBe(20);
  });

  test.each([
    ["1", 1],
    ["060", 60],
    ["60", 60],
  ])("may be %s", (text, limit) => {
    expect(z.parse(Limit, text)).toBe(limit);
  });

  test.each(["0", "61", "-1"])("may not be %s", (text) => {
    expect(z.safeParse(Limit, text).success).toBe(false);
  });

  test.each(["", "x", "1x", "x1", "1e1", " 1", "0001", "1.0"])("is a number: %j is refused", (text) => {
    expect(z.safeParse(Limit, text).error?.issues).toMatchObject([{ message: "Must be a number" }]);
  });
});
