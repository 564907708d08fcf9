import { RevokeTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { RefreshTokenRequest } from "../../libs/schemas/auth.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { environment } from "./environment.ts";

/**
 * Revokes a refresh token and the tokens that came from it. A token that is not valid is no error, for what the caller
 * wants is already so (RFC 7009 §2.2); an access token is one, for it would live on.
 */
export const signOut = route({
  operation: "signOut",
  summary: "Revoke a refresh token and what came of it",
  errors: ["unsupported_token_type"],
  method: "POST",
  path: "/v1/auth/sign-out",
  status: 204,
  body: RefreshTokenRequest,
  response: Nothing,
  run: async ({ body: { refreshToken } }) => {
    await attemptCognito(
      new RevokeTokenCommand({ ClientId: environment().USER_POOL_CLIENT_ID, Token: refreshToken }),
      ["NotAuthorizedException", "UnauthorizedException", "InvalidParameterException"],
    );
    return undefined;
  },
});
