import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import type { ErrorCode } from "../../libs/http/error-codes.ts";
import type { SignInAnswer } from "../../libs/schemas/auth.ts";
import { countRefusals } from "./activity.ts";
import { beginSignIn, type SignInClient } from "./ask-cognito.ts";
import { knownClientMetadata } from "./known-client.ts";

/** The errors of a route that takes a password. */
export const PASSWORD_ERRORS: readonly ErrorCode[] = [
  "invalid_credentials",
  // The password was right, but the second factor that the account needs is not set up.
  "factor_not_available",
  "invalid_parameter",
  "request_refused",
  "code_delivery_failed",
];

/**
 * One answer to every reason, including "Password attempts exceeded". Only an account that exists can be locked, or wait for
 * its confirmation or a new password; and Cognito tells the last two before it checks the password.
 */
const WRONG_CREDENTIALS = {
  NotAuthorizedException: "invalid_credentials",
  PasswordResetRequiredException: "invalid_credentials",
  UserNotConfirmedException: "invalid_credentials",
  UserNotFoundException: "invalid_credentials",
} as const;

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs in with a password: tokens, or a challenge. @throws ApiError one of {@link PASSWORD_ERRORS} */
export async function signInWithPassword(
  { email, password }: Credentials,
  client: SignInClient,
): Promise<SignInAnswer> {
  const begun = beginSignIn(
    client,
    {
      flow: "ADMIN_USER_PASSWORD_AUTH",
      parameters: { USERNAME: email, PASSWORD: password },
      metadata: knownClientMetadata(client.knownClient),
    },
    WRONG_CREDENTIALS,
  );
  return describeAuthentication(await countRefusals("password", begun));
}
