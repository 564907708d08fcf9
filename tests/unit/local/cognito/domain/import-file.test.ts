import { describe, expect, test } from "@jest/globals";
import {
  HASH_COLUMN,
  type ImportRules,
  importHeader,
  isImportHeader,
  readImportLines,
  readImportRow,
  splitLine,
} from "../../../../../local/cognito/domain/import-file.ts";

const header = importHeader(["custom:team"]);
const rules: ImportRules = { autoVerified: ["email"], mfa: "OPTIONAL", hashing: null };
const rowOf = (values: Readonly<Record<string, string>>) =>
  header.map((name) => values[name] ?? "").join(",");
const read = (values: Readonly<Record<string, string>>, more: Partial<ImportRules> = {}) =>
  readImportRow(header, rowOf(values), { ...rules, ...more });
const ada = {
  "cognito:username": "ada",
  "cognito:mfa_enabled": "FALSE",
  email: "ada@example.com",
  email_verified: "TRUE",
  "custom:team": "x",
};

test("a comma in a value is escaped, nothing else is, and nothing is quoted", () => {
  expect(splitLine('a,b\\, c,"d" ,\te ,C:\\dir,\\,')).toEqual(["a", "b, c", '"d"', "e", "C:\\dir", ","]);
});

test("lines end with LF or CRLF, the last one too; a byte order mark or another encoding is refused", () => {
  const linesOf = (text: string) => readImportLines(Buffer.from(text));
  expect(linesOf("a,b\r\nc,d\r\n")).toEqual(["a,b", "c,d"]);
  expect(linesOf("a,b\nc,d\n")).toEqual(["a,b", "c,d"]);
  expect(linesOf("a,b\r\nc,d")).toEqual(["a,b", "c,d"]);
  expect(linesOf("a,b\n\nc,d\n\n")).toEqual(["a,b", "", "c,d", ""]);
  expect(linesOf("\uFEFFa,b")).toBeNull();
  expect(readImportLines(Buffer.from("a,\xe9", "latin1"))).toBeNull();
});

/** As GetCSVHeader returns them (API_GetCSVHeader), the pool's own before Cognito's two. */
test("the columns are AWS's, in its order", () => {
  expect(header).toEqual([
    ..."name given_name family_name middle_name nickname preferred_username profile picture website".split(
      " ",
    ),
    ..."email email_verified gender birthdate zoneinfo locale phone_number phone_number_verified".split(" "),
    ..."address updated_at custom:team cognito:mfa_enabled cognito:username".split(" "),
  ]);
});

test("columns may be in any order, each once", () => {
  expect(isImportHeader(header, header)).toBe(true);
  expect(isImportHeader([...header].reverse(), header)).toBe(true);
  expect(isImportHeader(header.slice(1), header)).toBe(false);
  expect(isImportHeader([...header, "custom:other"], header)).toBe(false);
  expect(isImportHeader([...header.slice(1), "email"], header)).toBe(false);
  expect(
    isImportHeader(
      header.map((name) => name.toUpperCase()),
      header,
    ),
  ).toBe(false);
});

test("a row is a user with the filled-in values of the file's columns", () => {
  const user = {
    username: "ada",
    attributes: { email: "ada@example.com", email_verified: "TRUE", "custom:team": "x" },
    mfaEnabled: false,
    password: null,
  };
  expect(read(ada)).toEqual({ kind: "user", user });
  const turned = [...header].reverse();
  expect(readImportRow(turned, rowOf(ada).split(",").reverse().join(","), rules)).toEqual({
    kind: "user",
    user,
  });
});

describe("cognito:password_hash", () => {
  const hash = `$2b$10$${"a".repeat(53)}`;
  const readHash = (text: string, hashing: ImportRules["hashing"]) =>
    readImportRow([...header, "cognito:password_hash"], `${rowOf(ada)},${text}`, { ...rules, hashing });
  const user = {
    username: "ada",
    attributes: { email: "ada@example.com", email_verified: "TRUE", "custom:team": "x" },
    mfaEnabled: false,
  };

  test("is a column like Cognito's own", () => {
    expect(HASH_COLUMN).toBe("cognito:password_hash");
  });

  test("brings the password along, or none if it is blank or the job has no algorithm", () => {
    const password = { hash: { algorithm: "BCRYPT", text: hash, cost: 10 }, text: hash };
    expect(readHash(hash, "BCRYPT")).toEqual({ kind: "user", user: { ...user, password } });
    expect(readHash("", "BCRYPT")).toEqual({ kind: "user", user: { ...user, password: null } });
    expect(readHash(hash, null)).toEqual({ kind: "user", user: { ...user, password: null } });
  });

  test("refuses the row if it is not of the job's algorithm", () => {
    expect(readHash("secret", "BCRYPT")).toEqual({
      kind: "refused",
      reason: "The password hash is not a bcrypt hash ($2a$, $2b$ or $2y$).",
    });
  });
});

describe("birthdate", () => {
  test.each(["02/01/1985", "02/29/2024", "12/31/1999"])("takes %s", (birthdate) => {
    expect(read({ ...ada, birthdate })).toMatchObject({ user: { attributes: { birthdate } } });
  });

  test.each([
    "1985-02-01",
    "2/1/1985",
    "31/12/1999",
    "02/30/2024",
    "00/10/2000",
    "02/01/85",
    "x",
    "x02/01/1985",
    "02/01/19851",
  ])("refuses %s", (birthdate) => {
    expect(read({ ...ada, birthdate })).toEqual({
      kind: "refused",
      reason: "birthdate must be mm/dd/yyyy.",
    });
  });
});

describe("cognito:mfa_enabled", () => {
  test.each([
    ["ON", "TRUE", "user"],
    ["ON", "", "user"],
    ["ON", "FALSE", "refused"],
    ["OFF", "false", "user"],
    ["OFF", "", "user"],
    ["OFF", "true", "refused"],
    ["OPTIONAL", "True", "user"],
    ["OPTIONAL", "FALSE", "user"],
    ["OPTIONAL", "", "user"],
    ["OPTIONAL", "yes", "refused"],
  ] as const)("in a pool with MFA %s: %j", (mfa, value, kind) => {
    expect(read({ ...ada, "cognito:mfa_enabled": value }, { mfa }).kind).toBe(kind);
  });
});

const UNVERIFIED =
  "The User Record does not set any of the auto verified attributes to verified. (Example: email_verified to true).";

test("a time in seconds is accepted unchanged", () => {
  expect(read({ ...ada, updated_at: "1768478400" })).toMatchObject({
    user: { attributes: { updated_at: "1768478400" } },
  });
});

describe("a row is refused", () => {
  test.each([
    [{ email_verified: "FALSE" }, UNVERIFIED],
    [{ email_verified: "" }, UNVERIFIED],
    [{ email: "" }, "email is required where email_verified is true."],
    [{ phone_number_verified: "TRUE" }, "phone_number is required where phone_number_verified is true."],
    [{ email: "", phone_number_verified: "TRUE" }, "email is required where email_verified is true."],
    [{ email_verified: "yes" }, "email_verified must be TRUE or FALSE."],
    [{ phone_number_verified: "1" }, "phone_number_verified must be TRUE or FALSE."],
    [{ "cognito:mfa_enabled": "on" }, "cognito:mfa_enabled must be TRUE or FALSE."],
    [{ email_verified: "x", "cognito:mfa_enabled": "x" }, "email_verified must be TRUE or FALSE."],
    [{ "cognito:username": "" }, "The user has no cognito:username."],
    [{ "cognito:username": "ada l" }, "cognito:username must not contain spaces or tabs."],
    [{ "cognito:username": "ada\tl" }, "cognito:username must not contain spaces or tabs."],
    [{ updated_at: "2026-01-15T12:00:00Z" }, "updated_at must be epoch time in seconds."],
    [{ updated_at: "x1768478400" }, "updated_at must be epoch time in seconds."],
    [{ updated_at: "1768478400.5" }, "updated_at must be epoch time in seconds."],
    [{ name: "x".repeat(16_000) }, "A row can have 16000 characters at most."],
  ])("with %j", (values, reason) => {
    expect(read({ ...ada, ...values })).toEqual({ kind: "refused", reason });
  });

  test.each([
    ["ON", "FALSE", "true"],
    ["OFF", "TRUE", "false"],
  ] as const)("in a pool with MFA %s and %s in its column", (mfa, value, wanted) => {
    expect(read({ ...ada, "cognito:mfa_enabled": value }, { mfa })).toEqual({
      kind: "refused",
      reason: `cognito:mfa_enabled must be ${wanted} or blank: the user pool's MFA is ${mfa}.`,
    });
  });

  test("from 16,001 characters on", () => {
    const length = (name: number) => rowOf({ ...ada, name: "x".repeat(name) });
    const most = 16_000 - rowOf(ada).length;
    expect(length(most)).toHaveLength(16_000);
    expect(readImportRow(header, length(most), rules).kind).toBe("user");
    expect(readImportRow(header, length(most + 1), rules).kind).toBe("refused");
  });

  test("if another address is verified than the pool verifies", () => {
    const phone = { phone_number: "+15550100", phone_number_verified: "TRUE" };
    const numbered = { ...ada, ...phone, email: "", email_verified: "" };
    expect(read(numbered).kind).toBe("refused");
    expect(read(numbered, { autoVerified: ["email", "phone_number"] }).kind).toBe("user");
  });

  test("with one column too many or too few", () => {
    for (const line of [`${rowOf(ada)},more`, "ada,x", ""]) {
      const reason = "The number of columns is not that of the header.";
      expect(readImportRow(header, line, rules)).toEqual({ kind: "refused", reason });
    }
  });
});
