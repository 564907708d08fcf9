import { expect, test } from "@jest/globals";
import { createSessionId } from "../../../../../local/cognito/domain/session-id.ts";

/** "A 28-character string of lowercase letters and digits" (API_SessionDescriptionType). */
test.each([
  ["TOKEN", /^tkn[a-z0-9]{25}$/],
  ["SSO", /^sso[a-z0-9]{25}$/],
] as const)("the id of a session of the kind %s has its prefix and 25 more characters", (kind, form) => {
  expect(createSessionId(kind)).toMatch(form);
});

test("ids differ, and use every letter and digit", () => {
  const ids = Array.from({ length: 200 }, () => createSessionId("TOKEN"));
  expect(new Set(ids).size).toBe(200);
  expect([...new Set(ids.flatMap((id) => [...id.slice(3)]))].sort().join("")).toBe(
    "0123456789abcdefghijklmnopqrstuvwxyz",
  );
});
