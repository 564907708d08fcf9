import type {
  AdminInitiateAuthCommandOutput,
  AdminRespondToAuthChallengeCommandOutput,
  AuthenticationResultType,
} from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod/mini";
import { ApiError } from "../http/api-error.ts";
import { Fault } from "../observability/describe-cause.ts";
import { Challenge, FIRST_FACTORS } from "../schemas/asked-challenges.ts";
import type { SignInAnswer, TokensAnswer } from "../schemas/auth.ts";

/** Cognito's tokens in the API's form. @throws ApiError `internal_error` if one is missing */
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

/** A trigger can only give texts to a challenge; these are numbers. */
const NUMBERS = ["codeLength", "triesLeft"];

const withNumbers = (parameters: Readonly<Record<string, string>>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, NUMBERS.includes(name) ? Number(value) : value]),
  );

/** The result of a step of a sign-in: tokens, or the next challenge. */
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
  return describeChallenge(ChallengeName, Session, ChallengeParameters, available);
}

/**
 * A challenge of Cognito's in the API's form.
 *
 * @throws ApiError `internal_error` for one that this API can't answer
 */
function describeChallenge(
  challenge: string,
  session: string,
  given: Readonly<Record<string, string>>,
  factors: readonly string[] | undefined,
): Challenge {
  // The username inside the pool. The caller knows the account by its address, and must not learn whether the name is real.
  const { USERNAME: _, ...parameters } = given;
  const available =
    factors === undefined ? {} : { available: FIRST_FACTORS.filter((name) => factors.includes(name)) };
  const described = z.safeParse(Challenge, {
    challenge,
    session,
    parameters: challenge === "CUSTOM_CHALLENGE" ? withNumbers(parameters) : parameters,
    ...available,
  });
  if (described.success) return described.data;
  throw new ApiError("internal_error", {
    cause: new Fault(`${challenge} can't be answered by this API`, { cause: described.error }),
  });
}
