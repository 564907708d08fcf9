import { describe, expect, test } from "@jest/globals";
import { importHeader, readImportRow, splitLine } from "../../../../../local/cognito/domain/import-file.ts";

const header = importHeader(["custom:team"]);
const rowOf = (values: Record<string, string>) => header.map((name) => values[name] ?? "").join(",");
const read = (values: Record<string, string>) => readImportRow(header, rowOf(values), ["email"]);
const ada = {
  "cognito:username": "ada",
  "cognito:mfa_enabled": "FALSE",
  email: "ada@example.com",
  email_verified: "TRUE",
  "custom:team": "x",
};

test("a comma in a value is escaped, nothing is quoted", () => {
  expect(splitLine('a,b\\, c,"d" , e\r')).toEqual(["a", "b, c", '"d"', "e"]);
});

test("a row is a user with what is filled in", () => {
  expect(read(ada)).toEqual({
    kind: "user",
    user: {
      username: "ada",
      attributes: { email: "ada@example.com", email_verified: "true", "custom:team": "x" },
      mfaEnabled: false,
    },
  });
});

describe("a row is refused", () => {
  test.each([
    ["without a verified address", { ...ada, email_verified: "FALSE" }],
    ["without an address", { ...ada, email: "" }],
    ["with a flag that is none", { ...ada, email_verified: "yes" }],
    ["without saying whether MFA is on", { ...ada, "cognito:mfa_enabled": "" }],
    ["with MFA and no phone", { ...ada, "cognito:mfa_enabled": "TRUE" }],
    ["without a name", { "cognito:mfa_enabled": "FALSE" }],
  ])("%s", (_, values) => {
    expect(read(values).kind).toBe("refused");
  });

  test("with a column too many", () => {
    expect(readImportRow(header, `${rowOf(ada)},more`, ["email"]).kind).toBe("refused");
  });
});
