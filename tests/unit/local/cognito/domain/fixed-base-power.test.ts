import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createFixedBasePower } from "../../../../../local/cognito/domain/fixed-base-power.ts";
import { g, N, power, powerOfG } from "../../../../../local/cognito/domain/srp-group.ts";

const exponents = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

test("agrees with OpenSSL for any exponent in the SRP group", () => {
  fc.assert(
    fc.property(exponents, (exponent) => {
      expect(powerOfG(exponent)).toBe(power(g, exponent));
    }),
    { numRuns: 50 },
  );
});

test("agrees with repeated multiplication for every single bit and for none", () => {
  const modulus = 1_000_003n;
  const powerOfSeven = createFixedBasePower(7n, modulus);
  expect(powerOfSeven(Buffer.alloc(32))).toBe(1n);
  let expected = 7n;
  for (let bit = 0n; bit < 256n; bit += 1n) {
    const exponent = Buffer.from((1n << bit).toString(16).padStart(64, "0"), "hex");
    expect(powerOfSeven(exponent)).toBe(expected);
    expected = (expected * expected) % modulus;
  }
});

test("agrees with the sum of exponents: powers multiply", () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 255n - 1n), fc.bigInt(0n, 2n ** 255n - 1n), (one, other) => {
      const bytes = (value: bigint) => Buffer.from(value.toString(16).padStart(64, "0"), "hex");
      const product = (powerOfG(bytes(one)) * powerOfG(bytes(other))) % N;
      expect(powerOfG(bytes(one + other))).toBe(product);
    }),
    { numRuns: 30 },
  );
});

test("accepts only exponents of 32 bytes", () => {
  for (const length of [0, 31, 33]) {
    expect(() => powerOfG(Buffer.alloc(length))).toThrow(
      new RangeError(`The exponent has ${length} bytes, not 32`),
    );
  }
});
