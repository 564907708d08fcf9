import { describe, expect, test } from "@jest/globals";
import { tokenLifetimes } from "../../../../../local/cognito/domain/token-lifetimes.ts";

describe("lifetimes, in seconds", () => {
  test("default to an hour and thirty days, also for 0", () => {
    const defaults = { idToken: 3600, accessToken: 3600, refreshToken: 30 * 86_400 };
    expect(tokenLifetimes({})).toEqual(defaults);
    expect(tokenLifetimes({ RefreshTokenValidity: 0 })).toEqual(defaults);
  });

  test("are in hours and days if a client has no units, or not that one", () => {
    const validities = { AccessTokenValidity: 2, IdTokenValidity: 3, RefreshTokenValidity: 4 };
    const lifetimes = { accessToken: 7200, idToken: 10_800, refreshToken: 4 * 86_400 };
    expect(tokenLifetimes(validities)).toEqual(lifetimes);
    expect(tokenLifetimes({ ...validities, TokenValidityUnits: {} })).toEqual(lifetimes);
  });

  test("are in the client's units", () => {
    expect(
      tokenLifetimes({
        AccessTokenValidity: 5,
        IdTokenValidity: 90,
        RefreshTokenValidity: 2,
        TokenValidityUnits: { AccessToken: "minutes", IdToken: "seconds", RefreshToken: "hours" },
      }),
    ).toEqual({ accessToken: 300, idToken: 90, refreshToken: 7200 });
  });
});
