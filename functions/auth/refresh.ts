import { GetTokensFromRefreshTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { describeTokens } from "../../libs/cognito/describe-authentication.ts";
import { route } from "../../libs/http/route.ts";
import { RefreshTokenRequest, TokensResponse } from "../../libs/schemas/auth.ts";
import { environment } from "./environment.ts";

/** New tokens for a refresh token, which is replaced as well: the old one is refused once its grace period is over. */
export const refresh = route({
  operation: "refresh",
  summary: "Exchange a refresh token for new tokens",
  errors: ["invalid_refresh_token", "request_refused"],
  method: "POST",
  path: "/v1/auth/refresh",
  body: RefreshTokenRequest,
  response: TokensResponse,
  run: async ({ body: { refreshToken } }) => {
    const { AuthenticationResult } = await callCognito(
      new GetTokensFromRefreshTokenCommand({
        ClientId: environment().USER_POOL_CLIENT_ID,
        RefreshToken: refreshToken,
      }),
      {
        NotAuthorizedException: "invalid_refresh_token",
        UserNotFoundException: "invalid_refresh_token",
        InvalidParameterException: "invalid_refresh_token",
      },
    );
    // A client without rotation gets no new refresh token: then the one it has stays good.
    return { tokens: describeTokens({ RefreshToken: refreshToken, ...AuthenticationResult }) };
  },
});
