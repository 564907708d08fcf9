import { AssociateSoftwareTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describeTotpSetup } from "../../libs/account/describe-totp-setup.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { Fault } from "../../libs/observability/describe-cause.ts";
import { MfaSetupRequest } from "../../libs/schemas/challenges.ts";
import { MfaSetupResponse } from "../../libs/schemas/mfa.ts";
import { environment } from "./environment.ts";

/**
 * Starts the setup of an authenticator app if the pool requires one before it gives tokens: the challenge MFA_SETUP, which the
 * app's first code answers.
 */
export const setUpMfa = route({
  operation: "setUpMfa",
  summary: "Get the secret for an authenticator app to answer MFA_SETUP with",
  errors: ["session_expired", "factor_not_available", "invalid_parameter", "request_refused"],
  method: "POST",
  path: "/v1/auth/mfa-setup",
  counts: "credentials",
  body: MfaSetupRequest,
  response: MfaSetupResponse,
  run: async ({ body: { session, email } }) => {
    const { SecretCode: secret, Session } = await callCognito(
      new AssociateSoftwareTokenCommand({ Session: session }),
      { NotAuthorizedException: "session_expired", UserNotFoundException: "session_expired" },
    );
    if (secret === undefined || Session === undefined) {
      throw new ApiError("internal_error", { cause: new Fault("Cognito gave no secret or no session") });
    }
    const setup = describeTotpSetup({ secret, account: email, appName: environment().APP_NAME });
    return { ...setup, session: Session };
  },
});
