import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { COGNITO_TOKENS, Refusal, startAuthModule, WEB_ORIGIN } from "../../../support/worlds/auth-module.ts";

const refreshToken = "eyJjdHkiOiJKV1QifQ.old";
const reused = new Refusal("RefreshTokenReuseException");

let auth: Awaited<ReturnType<typeof startAuthModule>>;

beforeAll(async () => {
  auth = await startAuthModule();
});

afterAll(() => auth.stop());

test("a refresh token that is used again ends its sign-in at Cognito", async () => {
  auth.awsAnswers({ GetTokensFromRefreshToken: reused, RevokeToken: {} });
  const answer = await auth.post("refresh", { refreshToken });
  expect(answer).toMatchObject({ status: 401, body: { code: "invalid_refresh_token" } });
  expect(auth.operations()).toEqual(["GetTokensFromRefreshToken", "RevokeToken"]);
  expect(auth.inputs()[1]).toEqual({ ClientId: "1example23456789", Token: refreshToken });
});

test("a cookie's token that is used again ends its sign-in, and the cookie goes", async () => {
  auth.awsAnswers({ GetTokensFromRefreshToken: reused, RevokeToken: {} });
  const cookies = [`__Secure-refresh-token=${refreshToken}`];
  const answer = await auth.post("refresh", undefined, { headers: { origin: WEB_ORIGIN }, cookies });
  expect(answer).toMatchObject({
    status: 401,
    cookies: [expect.stringMatching(/^__Secure-refresh-token=; Max-Age=0;/)],
  });
  expect(auth.operations()).toContain("RevokeToken");
});

test.each(["UnauthorizedException", "InternalErrorException", "TooManyRequestsException"])(
  "gets the same refusal if revoking it fails with %s",
  async (exception) => {
    auth.awsAnswers({ GetTokensFromRefreshToken: reused, RevokeToken: {} });
    const revoked = await auth.post("refresh", { refreshToken });
    auth.awsAnswers({ GetTokensFromRefreshToken: reused, RevokeToken: new Refusal(exception) });
    expect(await auth.post("refresh", { refreshToken })).toEqual(revoked);
  },
);

test("a retry within the grace period is not a reuse, and an invalid token revokes nothing", async () => {
  auth.awsAnswers({ GetTokensFromRefreshToken: { AuthenticationResult: COGNITO_TOKENS }, BatchGetItem: {} });
  await auth.post("refresh", { refreshToken });
  expect(auth.operations()).not.toContain("RevokeToken");
  auth.awsAnswers({ GetTokensFromRefreshToken: new Refusal("NotAuthorizedException") });
  expect(await auth.post("refresh", { refreshToken })).toMatchObject({ status: 401 });
  expect(auth.operations()).toEqual(["GetTokensFromRefreshToken"]);
});
