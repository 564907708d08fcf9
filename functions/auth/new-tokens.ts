import { GetTokensFromRefreshTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { describeTokens } from "../../libs/cognito/describe-authentication.ts";
import {
  NO_ORGANIZATION,
  ORGANIZATION_CLAIM,
  ORGANIZATION_METADATA,
} from "../../libs/organizations/active-organization.ts";
import type { TokensAnswer } from "../../libs/schemas/auth.ts";
import { readToken } from "../../libs/tokens/read-token.ts";
import { environment } from "./environment.ts";

/**
 * New tokens for a refresh token.
 *
 * @param organization the organization that they are asked for; the trigger decides by the user's memberships
 * @throws ApiError `invalid_refresh_token`
 */
export async function newTokensFor(
  refreshToken: string,
  organization: string | undefined,
): Promise<TokensAnswer> {
  const { AuthenticationResult } = await callCognito(
    new GetTokensFromRefreshTokenCommand({
      ClientId: environment().USER_POOL_CLIENT_ID,
      RefreshToken: refreshToken,
      ...(organization === undefined ? {} : { ClientMetadata: { [ORGANIZATION_METADATA]: organization } }),
    }),
    {
      NotAuthorizedException: "invalid_refresh_token",
      UserNotFoundException: "invalid_refresh_token",
      InvalidParameterException: "invalid_refresh_token",
    },
  );
  // A client without rotation gets no new refresh token and keeps the one that it has.
  return { tokens: describeTokens({ RefreshToken: refreshToken, ...AuthenticationResult }) };
}

/** The organization of a token that Cognito has just issued. */
function organizationOf(accessToken: string): string {
  const token = readToken(accessToken);
  const claim = token.kind === "signed" ? token.claims[ORGANIZATION_CLAIM] : undefined;
  return typeof claim === "string" ? claim : NO_ORGANIZATION;
}

/**
 * The tokens of a sign-in for the organization that it asks for. Cognito passes what a client says at the start of a sign-in to
 * no token trigger, but what it says with a refresh: so tokens for another organization are exchanged at once.
 *
 * @throws ApiError what {@link newTokensFor} throws
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html
 */
export async function tokensForOrganization(
  answer: TokensAnswer,
  organization: string | undefined,
): Promise<TokensAnswer> {
  const { accessToken, refreshToken } = answer.tokens;
  if (organization === undefined || !environment().ORGANIZATIONS) return answer;
  if (organizationOf(accessToken) === organization) return answer;
  return newTokensFor(refreshToken, organization);
}
