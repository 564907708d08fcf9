import { expect, test } from "@jest/globals";
import { createRefreshToken } from "../../../../../local/cognito/domain/refresh-token.ts";

test("a refresh token has AWS's form and is always new", () => {
  const [one, other] = [createRefreshToken(), createRefreshToken()];
  const [header = "", ...parts] = one.split(".");
  expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({
    cty: "JWT",
    enc: "A256GCM",
    alg: "RSA-OAEP",
  });
  const bytes = parts.map((part) => Buffer.from(part, "base64url"));
  expect(bytes.map(({ length }) => length)).toEqual([256, 12, 512, 16]);
  // Each part differs from those of the others.
  expect(new Set(bytes.map((part) => part.subarray(0, 12).toString("hex"))).size).toBe(4);
  expect(one).not.toBe(other);
});
