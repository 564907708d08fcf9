import type {
  AdminInitiateAuthCommandOutput,
  AdminRespondToAuthChallengeCommandOutput,
  AuthenticationResultType,
} from "@aws-sdk/client-cognito-identity-provider";
import { ApiError } from "../http/api-error.ts";
import { Fault } from "../observability/describe-cause.ts";
import type { SignInAnswer, TokensAnswer } from "../schemas/auth.ts";

/**
 * Cognito's tokens, as our API says them.
 *
 * @throws ApiError `internal_error` where one is missing
 */
export function describeTokens(result: AuthenticationResultType): TokensAnswer["tokens"] {
  const { AccessToken, IdToken, RefreshToken, ExpiresIn } = result;
  if (!AccessToken || !IdToken || !RefreshToken || !ExpiresIn) {
    throw new ApiError("internal_error", { cause: new Fault("Cognito answered without a token") });
  }
  return {
    accessToken: AccessToken,
    idToken: IdToken,
    refreshToken: RefreshToken,
    expiresIn: ExpiresIn,
    tokenType: "Bearer",
  };
}

/** How a step of a sign-in ended: with tokens, or with a challenge to answer next. */
export function describeAuthentication(
  output: AdminInitiateAuthCommandOutput | AdminRespondToAuthChallengeCommandOutput,
): SignInAnswer {
  const { AuthenticationResult, ChallengeName, Session, ChallengeParameters = {} } = output;
  const available = "AvailableChallenges" in output ? output.AvailableChallenges : undefined;
  if (AuthenticationResult !== undefined) return { tokens: describeTokens(AuthenticationResult) };
  if (ChallengeName === undefined || Session === undefined) {
    throw new ApiError("internal_error", {
      cause: new Fault("Cognito answered with neither tokens nor a challenge"),
    });
  }
  // The name inside the pool. The caller has its own, the address, and learns nothing by one that may be nobody's.
  const { USERNAME: _, ...parameters } = ChallengeParameters;
  return {
    challenge: ChallengeName,
    session: Session,
    parameters,
    ...(available === undefined ? {} : { available: [...available] }),
  };
}
