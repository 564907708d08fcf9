import { callJsonService } from "../aws/call-json-service.ts";
import type { Patience } from "../aws/signed-request.ts";

/** One try: the table of sessions is asked as well, and a second try would delay the request. */
const PATIENCE: Patience = { attempts: 1, timeout: 1500 };

/** GetUser's errors for a revoked token, and for an account that is deleted, disabled or must choose a password. */
const REFUSALS: ReadonlySet<string> = new Set([
  "NotAuthorizedException",
  "PasswordResetRequiredException",
  "UserNotConfirmedException",
  "UserNotFoundException",
]);

/**
 * Whether Cognito still accepts an access token with its scope `aws.cognito.signin.user.admin`. Only Cognito knows of a global
 * sign-out or a revocation by an SDK.
 *
 * @returns also true if Cognito can't say: the table of sessions is asked too, and Cognito's quota for reads must not become
 *   the API's
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
