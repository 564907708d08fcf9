import { describe, expect, test } from "@jest/globals";
import {
  createDeviceKey,
  deviceIdentity,
  readDeviceSecret,
} from "../../../../../local/cognito/domain/device.ts";
import { N, toBytes } from "../../../../../local/cognito/domain/srp-group.ts";

test("a device's keys have the region, and its group's key is never mistaken for a pool's", () => {
  const keys = Array.from({ length: 200 }, () => createDeviceKey("eu-central-1"));
  for (const { key, groupKey } of keys) {
    expect(key).toMatch(/^eu-central-1_[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(groupKey).toMatch(/^-[A-Za-z0-9-]{8}$/);
  }
  expect(new Set(keys.flatMap(({ key, groupKey }) => [key, groupKey])).size).toBe(400);
});

test("a device authenticates with its own key in its group", () => {
  expect(deviceIdentity({ key: "a", groupKey: "-b" })).toEqual({ poolId: "-b", userId: "a" });
});

describe("a device's secret", () => {
  const base64 = (value: bigint) => toBytes(value).toString("base64");

  test("is a salt and a verifier, integers in Base64", () => {
    const secret = readDeviceSecret(base64(0xabcdefn), base64(0x1234n));
    expect(secret?.salt).toEqual(toBytes(0xabcdefn));
    expect(secret?.verifier).toEqual(toBytes(0x1234n));
    expect(readDeviceSecret(base64(1n), base64(2n))).not.toBeNull();
    expect(readDeviceSecret(base64(1n), base64(N - 1n))).not.toBeNull();
  });

  test.each([0n, 1n, N, N + 1n])(
    "is refused with a verifier that accepts any password or is not a residue: %s",
    (verifier) => {
      expect(readDeviceSecret(base64(7n), base64(verifier))).toBeNull();
    },
  );

  test.each([
    undefined,
    "",
    "=",
    "A",
    "AAA",
    "AA=",
    "AAA==",
    "A-_A",
    "AAAA ",
    " AAAA",
    "AAAA\n",
    "AAAAx",
    "xAAAA",
  ])("is refused if a member is not Base64: %j", (text) => {
    expect(readDeviceSecret(text, base64(0x1234n))).toBeNull();
    expect(readDeviceSecret(base64(7n), text)).toBeNull();
  });

  test("may be padded by one or two characters, and has at most 4,096", () => {
    expect(readDeviceSecret("AAE=", "AQI=")).not.toBeNull();
    expect(readDeviceSecret("AQ==", "Ag==")).not.toBeNull();
    expect(readDeviceSecret("A".repeat(4096), "Ag==")).not.toBeNull();
    expect(readDeviceSecret("A".repeat(4100), "Ag==")).toBeNull();
  });
});
