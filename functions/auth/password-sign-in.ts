import { InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import type { ErrorCode } from "../../libs/http/error-codes.ts";
import type { SignInAnswer } from "../../libs/schemas/auth.ts";
import { countingRefusals } from "./activity.ts";
import { environment } from "./environment.ts";

/** What a route that takes a password may answer. */
export const PASSWORD_ERRORS: readonly ErrorCode[] = [
  "invalid_credentials",
  "account_not_confirmed",
  "password_reset_required",
  "invalid_parameter",
  "request_refused",
  "code_delivery_failed",
];

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/**
 * Signs in with a password, as far as it goes.
 *
 * @throws ApiError one of {@link PASSWORD_ERRORS}
 */
export async function signInWithPassword({ email, password }: Credentials): Promise<SignInAnswer> {
  const begun = callCognito(
    new InitiateAuthCommand({
      ClientId: environment().USER_POOL_CLIENT_ID,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
    // Whatever the reason, "Password attempts exceeded" included: only an account that exists can be locked.
    { NotAuthorizedException: "invalid_credentials", UserNotFoundException: "invalid_credentials" },
  );
  return describeAuthentication(await countingRefusals("password", begun));
}
