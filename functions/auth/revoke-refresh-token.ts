import { RevokeTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { environment } from "./environment.ts";

/** Ends the sign-in of a refresh token at Cognito. A sign-in that is over already is not an error. */
export async function revokeRefreshToken(Token: string): Promise<void> {
  await attemptCognito(new RevokeTokenCommand({ ClientId: environment().USER_POOL_CLIENT_ID, Token }), [
    "NotAuthorizedException",
    "UnauthorizedException",
    "InvalidParameterException",
  ]);
}
