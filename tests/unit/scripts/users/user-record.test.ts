import { expect, test } from "@jest/globals";
import { parseUserRecord } from "../../../../scripts/users/user-record.ts";

const record = {
  username: "f3b0c1de-0000-4000-8000-000000000001",
  status: "CONFIRMED",
  enabled: true,
  createdAt: "2026-01-02T03:04:05.000Z",
  attributes: { email: "ada@example.com", email_verified: "true" },
  groups: ["users"],
};

test("a record is parsed", () => {
  expect(parseUserRecord(JSON.stringify(record), 1)).toEqual(record);
});

test.each([
  ["{", "line 7: not JSON"],
  ["[]", "line 7: record: "],
  [JSON.stringify({ ...record, status: "CONFUSED" }), "line 7: status: "],
  [JSON.stringify({ ...record, enabled: "yes" }), "line 7: enabled: "],
  [JSON.stringify({ ...record, attributes: { email: 5 } }), "line 7: attributes.email: "],
  [JSON.stringify({ ...record, password: "x" }), "line 7: record: "],
  [JSON.stringify({ ...record, groups: [""], createdAt: "yesterday" }), "createdAt: "],
  [JSON.stringify({ ...record, mfa: { enabled: ["FAX"], preferred: null } }), "line 7: mfa.enabled.0: "],
])("%s is refused with its line and its path", (text, message) => {
  expect(() => parseUserRecord(text, 7)).toThrow(message);
});

test("a refusal quotes no personal data", () => {
  const text = JSON.stringify({
    ...record,
    createdAt: "ada.lovelace",
    attributes: { email: ["secret@example.com"] },
  });
  expect(() => parseUserRecord(text, 1)).toThrow(
    expect.objectContaining({ message: expect.not.stringMatching(/lovelace|secret/) }),
  );
});
