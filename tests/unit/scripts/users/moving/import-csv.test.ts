import { expect, test } from "@jest/globals";
import {
  importHeader,
  readImportLines,
  readImportRow,
  splitLine,
} from "../../../../../local/cognito/domain/import-file.ts";
import { writeImportCsv } from "../../../../../scripts/users/moving/import-csv.ts";
import type { UserWithHash } from "../../../../../scripts/users/moving/plan-move.ts";
import { hashOf } from "../../../../support/worlds/password-hashes.ts";

const columns = importHeader(["custom:path"]);
const pool = { usernameAttributes: ["email"], autoVerified: ["email"], mfa: "OPTIONAL", columns };
const hash = { kind: "hash", algorithm: "ARGON2ID", text: hashOf("ARGON2ID", "x") } as const;
const user = (attributes: Readonly<Record<string, string>>): UserWithHash => ({
  number: 1,
  username: "ada@example.com",
  attributes: { email: "ada@example.com", email_verified: "true", ...attributes },
  enabled: true,
  groups: [],
  factors: 0,
  hash,
});

function readBack(csv: string) {
  const [header = "", ...rows] = readImportLines(Buffer.from(csv)) ?? [];
  return rows.map((row) =>
    readImportRow(splitLine(header), row, { autoVerified: ["email"], mfa: "OPTIONAL", hashing: "ARGON2ID" }),
  );
}

test("what is written is read as it was: commas, backslashes, and the commas of a hash", () => {
  const attributes = {
    name: "Ada, Countess",
    "custom:path": "C:\\ada\\",
    nickname: "a\\,b",
    address: "one\r\n two",
  };
  expect(readBack(writeImportCsv(pool, [user(attributes)]))).toMatchObject([
    {
      kind: "user",
      user: {
        username: "ada@example.com",
        mfaEnabled: false,
        attributes: {
          name: "Ada, Countess",
          "custom:path": "C:\\ada\\",
          nickname: "a\\,b",
          address: "one two",
        },
        password: { text: hash.text },
      },
    },
  ]);
});

test("the column of hashes is added once, and MFA is left blank where the pool decides", () => {
  const [header = "", row = ""] = writeImportCsv({ ...pool, mfa: "ON" }, [user({})]).split("\n");
  const index = splitLine(header).indexOf("cognito:mfa_enabled");
  expect(splitLine(row)[index]).toBe("");
  const listed = writeImportCsv({ ...pool, columns: [...columns, "cognito:password_hash"] }, [user({})]);
  expect(listed.match(/cognito:password_hash/g)).toHaveLength(1);
});
