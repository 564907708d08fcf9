import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readMemory, renderMemory } from "../../../../libs/otp/challenge-memory.ts";
import {
  digestOf,
  isSameDigest,
  makeChallengeId,
  makeCode,
  makeSecret,
  openCode,
  readCode,
  sealCode,
} from "../../../../libs/otp/one-time-code.ts";

const codes = fc.nat({ max: 999_999 }).map((value) => String(value).padStart(6, "0"));

test("codes have six digits, leading zeros included, and are spread over all of them", () => {
  const made = Array.from({ length: 20_000 }, makeCode);
  expect(made.every((code) => /^\d{6}$/.test(code))).toBe(true);
  for (const digit of "0123456789") {
    expect(made.filter((code) => code.startsWith(digit)).length / 2000).toBeCloseTo(1, 0);
  }
});

test("a sealed code opens only with its seed", () => {
  fc.assert(fc.property(codes, fc.string(), (code, seed) => openCode(sealCode(code, seed), seed) === code));
  const opened = Array.from({ length: 50 }, () => openCode(sealCode("123456", makeSecret()), makeSecret()));
  expect(opened.filter((code) => code === "123456").length).toBeLessThan(2);
});

test("digests are the same for the same key and text only", () => {
  const key = makeSecret();
  expect(isSameDigest(digestOf(key, "123456"), digestOf(key, "123456"))).toBe(true);
  expect(isSameDigest(digestOf(key, "123456"), digestOf(key, "123457"))).toBe(false);
  expect(isSameDigest(digestOf(key, "123456"), digestOf(makeSecret(), "123456"))).toBe(false);
  expect(isSameDigest(digestOf(key, "123456"), "")).toBe(false);
});

test.each([
  ["123456", "123456"],
  [" 123 456\n", "123456"],
  ["12345", undefined],
  ["1234567", undefined],
  ["12345a", undefined],
  ["１２３４５６", undefined],
  ["", undefined],
])("%p is read as %p", (answer, code) => {
  expect(readCode(answer)).toBe(code);
});

describe("a session's metadata", () => {
  test("is read as it was written", () => {
    const parameters = {
      kind: "parameters",
      challengeId: makeChallengeId(),
      seed: makeSecret(),
    } as const;
    const code = {
      kind: "code",
      isLink: false,
      challengeId: makeChallengeId(),
      expiresAt: 1_768_478_400_000,
      digest: digestOf("key", "123456"),
    } as const;
    expect(readMemory(renderMemory(parameters))).toEqual(parameters);
    expect(readMemory(renderMemory(code))).toEqual(code);
    expect(readMemory(renderMemory({ ...code, isLink: true }))).toEqual({ ...code, isLink: true });
  });

  test("is invalid with anything before or after it", () => {
    const [challengeId, seed] = [makeChallengeId(), makeSecret()];
    const written = [
      renderMemory({ kind: "parameters", challengeId, seed }),
      ...[false, true].map((isLink) =>
        renderMemory({ kind: "code", isLink, challengeId, expiresAt: 1_768_478_400_000, digest: seed }),
      ),
    ];
    for (const text of written) {
      expect(readMemory(text)).toBeDefined();
      for (const other of [`x${text}`, `${text}x`, `\n${text}`, text.slice(1), text.slice(0, -1)]) {
        expect(readMemory(other)).toBeUndefined();
      }
    }
  });

  test("is undefined if it is invalid", () => {
    fc.assert(fc.property(fc.string(), (text) => readMemory(text) === undefined));
    for (const text of [null, undefined, "CODE:a:1:b", "PARAMETERS::", "CODE"]) {
      expect(readMemory(text)).toBeUndefined();
    }
  });
});
