import { expect, test } from "@jest/globals";
import { ERROR_CODES, type ErrorCode } from "../../../../libs/http/error-codes.ts";

const entries = Object.entries(ERROR_CODES) as [ErrorCode, (typeof ERROR_CODES)[ErrorCode]][];

test.each(entries)("%s has an error's status and a readable text", (code, { status, title, detail }) => {
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(600);
  expect(title).toMatch(/^[A-Z]/);
  expect(detail).toMatch(/\.$/);
});

test("a temporary error says when to try again", () => {
  const later = entries.filter(([, { status }]) => status === 429 || status === 503);
  expect(later.filter(([, entry]) => !("retryAfter" in entry))).toEqual([]);
});
