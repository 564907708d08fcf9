import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import { newUserId, userIdOf } from "../../../../../local/cognito/domain/user-id.ts";

const FORM = /^[\da-f]{8}-[\da-f]{4}-70[\da-f]{2}-([\da-f])[\da-f]{3}-[\da-f]{12}$/;
/** RFC 9562 §4.1: the first digits of the fourth group that a strict check accepts. */
const RFC_VARIANTS = "89ab";
const seeded = (index: number) => userIdOf(createHash("sha256").update(String(index)).digest());

test.each([
  ["random", () => newUserId()],
  ["seeded", seeded],
])("%s ids have Cognito's form: group 70xx and any variant", (_, make) => {
  const ids = Array.from({ length: 500 }, (__, index) => make(index));
  expect(ids.filter((id) => !FORM.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  const variants = new Set(ids.map((id) => FORM.exec(id)?.[1]));
  expect([...variants].filter((digit) => !RFC_VARIANTS.includes(String(digit))).length).toBeGreaterThan(8);
});

test("a seeded id is always the same", () => {
  expect(seeded(1)).toBe(seeded(1));
});
