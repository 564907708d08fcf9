import { expect, test } from "@jest/globals";
import { dayOf, expiryAfterDays, lastDays, monthOf, weekOf } from "../../../../libs/activity/days.ts";

// From the examples of ISO 8601 and the calendars of these years.
test.each([
  ["2024-12-29", "2024-W52"],
  ["2024-12-30", "2025-W01"],
  ["2025-12-28", "2025-W52"],
  ["2025-12-29", "2026-W01"],
  ["2026-12-31", "2026-W53"],
  ["2027-01-01", "2026-W53"],
  ["2027-01-03", "2026-W53"],
  ["2027-01-04", "2027-W01"],
  ["2028-02-29", "2028-W09"],
])("%s is in the week %s, from its first to its last millisecond", (day, week) => {
  expect(weekOf(Date.parse(`${day}T00:00:00.000Z`))).toBe(week);
  expect(weekOf(Date.parse(`${day}T23:59:59.999Z`))).toBe(week);
});

test("days and months are those of UTC", () => {
  const endOfYear = Date.parse("2026-12-31T23:59:59.999Z");
  expect([dayOf(endOfYear), monthOf(endOfYear)]).toEqual(["2026-12-31", "2026-12"]);
  expect([dayOf(endOfYear + 1), monthOf(endOfYear + 1)]).toEqual(["2027-01-01", "2027-01"]);
});

test("the last days cross the end of a month, the newest first", () => {
  expect(lastDays(3, Date.parse("2028-03-01T12:00:00Z"))).toEqual(["2028-03-01", "2028-02-29", "2028-02-28"]);
});

test("an expiry is in whole seconds", () => {
  expect(expiryAfterDays(1, 1999)).toBe(86_401);
});
