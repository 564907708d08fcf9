import { callJsonService } from "../aws/call-json-service.ts";
import type { Patience } from "../aws/signed-request.ts";

/** One try: the table of sessions has been asked as well, and nobody should wait for two. */
const PATIENCE: Patience = { attempts: 1, timeout: 1500 };

/** What GetUser says of a token that was revoked, and of an account that is gone, disabled or must choose a password. */
const REFUSALS: ReadonlySet<string> = new Set([
  "NotAuthorizedException",
  "PasswordResetRequiredException",
  "UserNotConfirmedException",
  "UserNotFoundException",
]);

/**
 * Whether Cognito still takes an access token that holds its scope `aws.cognito.signin.user.admin`. Cognito alone knows of
 * a global sign-out or a revocation that an SDK asked for.
 *
 * @returns true, too, where Cognito can't say: it is asked beside the table of sessions, and its quota for reads must not
 * become the API's
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 */
export async function isHonoured(AccessToken: string): Promise<boolean> {
  try {
    await callJsonService({
      service: "cognito-idp",
      operation: "GetUser",
      input: { AccessToken },
      patience: PATIENCE,
      isSigned: false,
    });
    return true;
  } catch (error) {
    return !(error instanceof Error && REFUSALS.has(error.name));
  }
}
