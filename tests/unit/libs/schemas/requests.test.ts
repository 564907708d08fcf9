import { describe, expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { GroupCreateRequest } from "../../../../libs/schemas/admin-groups.ts";
import { UserParams } from "../../../../libs/schemas/admin-params.ts";
import { ConfirmRequest, RefreshTokenRequest, SignUpRequest } from "../../../../libs/schemas/auth.ts";
import { ChallengeRequest } from "../../../../libs/schemas/challenges.ts";
import { EventSearch } from "../../../../libs/schemas/events.ts";
import { FileCreateRequest, FileListQuery } from "../../../../libs/schemas/files.ts";
import { TotpVerifyRequest } from "../../../../libs/schemas/mfa.ts";
import { ProfileUpdate } from "../../../../libs/schemas/profile.ts";
import { ReasonBody } from "../../../../libs/schemas/reason.ts";
import { RecoveryCompletion } from "../../../../libs/schemas/recovery.ts";
import { SessionParams } from "../../../../libs/schemas/sessions.ts";

const takes = (schema: z.core.$ZodType, value: unknown) => z.safeParse(schema, value).success;
const password = "Correct-horse-7";

describe("sign-up", () => {
  test("normalises the address", () => {
    expect(z.parse(SignUpRequest, { email: " Ada@Example.COM" })).toMatchObject({
      email: "ada@example.com",
    });
  });

  test.each(["ada", "ada@", "@example.com", `${"a".repeat(120)}@example.com`, "", 7])(
    "refuses %p as an address",
    (email) => {
      expect(takes(SignUpRequest, { email })).toBe(false);
    },
  );

  test("has no password: it is chosen after the mailbox is verified", () => {
    expect(takes(SignUpRequest, { email: "ada@example.com", password })).toBe(false);
  });

  test("accepts no attribute that is not a profile field", () => {
    const profile = { givenName: "Ada", email_verified: "true" };
    expect(takes(SignUpRequest, { email: "ada@example.com", profile })).toBe(false);
  });
});

describe("the password of a confirmation", () => {
  const confirmation = { email: "ada@example.com", code: "123456" };

  test.each(["", " x", "x ", "x".repeat(257)])("is not %p", (bad) => {
    expect(takes(ConfirmRequest, { ...confirmation, password: bad })).toBe(false);
  });

  test("may be a pass phrase, or left out", () => {
    expect(takes(ConfirmRequest, { ...confirmation, password: "four words make one" })).toBe(true);
    expect(takes(ConfirmRequest, confirmation)).toBe(true);
  });
});

describe("a user's id", () => {
  const idWith = (third: string, fourth: string) => `77766666-f0a1-${third}-${fourth}-0123456789ab`;

  test("has the form of Cognito's, with any version and variant bits", () => {
    const digits = [..."0123456789abcdef"];
    for (const version of digits) {
      for (const variant of digits) {
        expect(takes(UserParams, { id: idWith(`${version}003`, `${variant}2b9`) })).toBe(true);
      }
    }
    expect(takes(EventSearch, { user: idWith("7003", "c2b9") })).toBe(true);
    expect(takes(SessionParams, { id: idWith("7003", "47b2") })).toBe(true);
  });

  test.each([
    "77766666-f0a1-7003-c2b9-0123456789AB",
    "77766666-f0a1-7003-c2b9-0123456789abc",
    "77766666f0a17003c2b90123456789ab",
    '77766666-f0a1-7003-c2b9-01234567" or',
    "ada@example.com",
    "Google_1234567890",
    "",
  ])("is not %p", (id) => {
    expect(takes(UserParams, { id })).toBe(false);
    expect(takes(EventSearch, { user: id })).toBe(false);
  });
});

test.each([" 123456\n", "123 456", "12 34 56", "123\u00a0456", "123\u202f456", "\t1 2 3 4 5 6 "])(
  "a code may be typed as %j",
  (code) => {
    expect(z.parse(ConfirmRequest, { email: "ada@example.com", code }).code).toBe("123456");
    const sent = { session: "x".repeat(20), email: "ada@example.com", code };
    for (const challenge of ["SMS_MFA", "EMAIL_OTP", "SMS_OTP", "SOFTWARE_TOKEN_MFA", "MFA_SETUP"]) {
      expect(z.parse(ChallengeRequest, { challenge, ...sent })).toMatchObject({ code: "123456" });
    }
    const recovery = { recovery: "r".repeat(43), recoveryCode: "ABCD EFGH" };
    expect(z.parse(RecoveryCompletion, { ...recovery, code })).toMatchObject({
      code: "123456",
      recoveryCode: "ABCDEFGH",
    });
  },
);

describe("text for people", () => {
  const fields = (text: string) => [
    takes(ProfileUpdate, { name: text }),
    takes(ProfileUpdate, { familyName: text }),
    takes(GroupCreateRequest, { name: "a-group", description: text }),
    takes(ReasonBody, { reason: text }),
    takes(TotpVerifyRequest, { code: "123456", deviceName: text }),
    takes(FileCreateRequest, { name: text, contentType: "text/plain" }),
  ];

  test.each([
    "\ud800",
    "a\udc00b",
    "\udc00\ud800",
    ..."\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "a\0b",
    "a\nb",
    "a\u0085b",
    "a\u007fb",
  ])("has no %j", (mark) => {
    expect(new Set(fields(`Ada ${mark} L`))).toEqual(new Set([false]));
  });

  test("can be seen: zero-width marks and white space alone are none", () => {
    for (const text of [" ", "\u200b", "\u200c\u200d", "\ufeff\u2060", "\u00ad"]) {
      expect(new Set(fields(text))).toEqual(new Set([false]));
    }
  });

  test.each([
    "Ada",
    "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
    "\u05d0\u05d3\u05d4",
    "\u0622\u062f\u0627",
    "M\u00fcller-L\u00fcdenscheidt",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
  ])("is %j", (text) => {
    expect(new Set(fields(text))).toEqual(new Set([true]));
  });
});

describe("a locale", () => {
  test.each(["pt_BR", "pt-BR", "en", "zh_Hans_CN", "de-AT", "es-419", "sr_Latn"])(
    "is %s, unchanged",
    (locale) => {
      expect(z.parse(ProfileUpdate, { locale })).toEqual({ locale });
    },
  );

  test.each([
    "pt BR",
    "pt.BR",
    "pt__BR",
    "_BR",
    "pt_",
    "english-language-of-the-world",
    "",
    "*",
    "pt_BR.UTF-8",
  ])("is not %j", (locale) => {
    expect(takes(ProfileUpdate, { locale })).toBe(false);
  });
});

test("an unknown challenge is refused", () => {
  const answer = { session: "s".repeat(20), email: "ada@example.com", newPassword: password };
  expect(takes(ChallengeRequest, { challenge: "NEW_PASSWORD_REQUIRED", ...answer })).toBe(true);
  expect(takes(ChallengeRequest, { challenge: "SMS_MFA", ...answer })).toBe(false);
});

test("a password is sent only with the choice of a password", () => {
  const choice = {
    challenge: "SELECT_CHALLENGE",
    session: "s".repeat(20),
    email: "ada@example.com",
    password,
  };
  expect(takes(ChallengeRequest, { ...choice, factor: "PASSWORD" })).toBe(true);
  expect(takes(ChallengeRequest, { ...choice, factor: "WEB_AUTHN" })).toBe(false);
});

test("a refresh token has the form of Cognito's model", () => {
  expect(takes(RefreshTokenRequest, { refreshToken: "eyJj.a-b_c=" })).toBe(true);
  expect(takes(RefreshTokenRequest, { refreshToken: "a b" })).toBe(false);
});

describe("a profile update", () => {
  test.each([{ name: null }, { locale: "de-AT" }, { givenName: "Ada", familyName: "Lovelace" }])(
    "takes %p",
    (update) => {
      expect(takes(ProfileUpdate, update)).toBe(true);
    },
  );

  test.each([
    {},
    { email: "new@example.com" },
    { name: "" },
    { name: " \t" },
    { name: "a\u0000b" },
    { locale: "not a tag" },
    { "custom:role": "admin" },
  ])("refuses %p", (update) => {
    expect(takes(ProfileUpdate, update)).toBe(false);
  });
});

describe("a new file", () => {
  const file = { name: "photo.jpg", contentType: "image/jpeg" };

  test.each([{ name: "Résumé – 履歴書 😀.pdf" }, { size: 1 }, { contentType: "text/plain; charset=utf-8" }])(
    "takes %p",
    (more) => {
      expect(takes(FileCreateRequest, { ...file, ...more })).toBe(true);
    },
  );

  test.each([
    { name: "" },
    { name: "../photo.jpg" },
    { name: "a\\b" },
    { name: "a\r\nb" },
    { name: "txt.\u202eexe" },
    { name: "\ud800" },
    { name: "x".repeat(201) },
    { size: 0 },
    { size: 1.5 },
    { contentType: "jpeg" },
    { contentType: "text/html\r\nx: y" },
    { id: "mine" },
  ])("refuses %p", (more) => {
    expect(takes(FileCreateRequest, { ...file, ...more })).toBe(false);
  });

  test("has a name that fits into S3's metadata, in any script", () => {
    for (const character of ["a", "ä", "漢", "😀", "%"]) {
      const { name } = z.parse(FileCreateRequest, {
        ...file,
        name: character.repeat(200 / character.length),
      });
      expect(encodeURIComponent(name).length).toBeLessThan(2000);
    }
  });
});

describe("a page of files", () => {
  test("has 20 files by default", () => {
    expect(z.parse(FileListQuery, {})).toEqual({ limit: 20 });
  });

  test.each(["0", "101", "-1", "1.5", "ten", ""])("never has %p", (limit) => {
    expect(takes(FileListQuery, { limit })).toBe(false);
  });
});
