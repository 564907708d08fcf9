/**
 * The decisions of the three functions of a custom sign-in
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html). A response's members have been
 * checked for their types by then.
 */
import { OddResponse, type OnOdd } from "./odd-response.ts";

type Response = Readonly<Record<string, unknown>>;
type Strings = Readonly<Record<string, string>>;

/** DefineAuthChallenge: the sign-in succeeds or fails, or the next challenge. */
export type Definition =
  | { readonly kind: "tokens" }
  | { readonly kind: "failure" }
  | { readonly kind: "custom" }
  | { readonly kind: "password" };

/** @returns `null` if the response contains no usable decision. A failure has precedence. */
export function readDefinition(
  { failAuthentication, issueTokens, challengeName }: Response,
  onOdd: OnOdd = () => {},
): Definition | null {
  if (failAuthentication === true) return { kind: "failure" };
  if (issueTokens === true) return { kind: "tokens" };
  switch (challengeName) {
    case "CUSTOM_CHALLENGE":
      return { kind: "custom" };
    case "SRP_A":
    case "PASSWORD_VERIFIER":
      return { kind: "password" };
    default:
      onOdd(
        new OddResponse(
          "response.challengeName",
          '"CUSTOM_CHALLENGE", "SRP_A" or "PASSWORD_VERIFIER" where neither issueTokens nor failAuthentication is true',
          challengeName,
        ).message,
      );
      return null;
  }
}

/** CreateAuthChallenge: the parameters for the client, and those only for VerifyAuthChallengeResponse. */
export interface CreatedChallenge {
  readonly shown: Strings;
  readonly hidden: Strings;
  readonly metadata: string | null;
}

export function readCreatedChallenge({
  publicChallengeParameters,
  privateChallengeParameters,
  challengeMetadata,
}: Response): CreatedChallenge {
  return {
    shown: (publicChallengeParameters ?? {}) as Strings,
    hidden: (privateChallengeParameters ?? {}) as Strings,
    metadata: (challengeMetadata ?? null) as string | null,
  };
}
