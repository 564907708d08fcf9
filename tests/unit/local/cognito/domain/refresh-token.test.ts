import { expect, test } from "@jest/globals";
import { createRefreshToken } from "../../../../../local/cognito/domain/refresh-token.ts";

test("a refresh token looks like AWS's and is never the same", () => {
  const [one, other] = [createRefreshToken(), createRefreshToken()];
  const [header = "", ...parts] = one.split(".");
  expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({
    cty: "JWT",
    enc: "A256GCM",
    alg: "RSA-OAEP",
  });
  const bytes = parts.map((part) => Buffer.from(part, "base64url"));
  expect(bytes.map(({ length }) => length)).toEqual([256, 12, 512, 16]);
  // No part is what another one has, nor the bytes before or after.
  expect(new Set(bytes.map((part) => part.subarray(0, 12).toString("hex"))).size).toBe(4);
  expect(one).not.toBe(other);
});
