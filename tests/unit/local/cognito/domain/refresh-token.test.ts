import { expect, test } from "@jest/globals";
import { createRefreshToken } from "../../../../../local/cognito/domain/refresh-token.ts";

test("a refresh token looks like AWS's and is never the same", () => {
  const [one, other] = [createRefreshToken(), createRefreshToken()];
  expect(one.split(".")).toHaveLength(5);
  expect(one).not.toBe(other);
});
