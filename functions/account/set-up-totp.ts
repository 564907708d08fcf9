import { AssociateSoftwareTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describeTotpSetup } from "../../libs/account/describe-totp-setup.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { Fault } from "../../libs/observability/describe-cause.ts";
import { TotpSetupResponse } from "../../libs/schemas/mfa.ts";
import { callAsOwner, OWNER_ERRORS } from "./call-as-owner.ts";
import { environment } from "./environment.ts";
import { checkOwnFactors, loadOwnUser } from "./load-own-user.ts";

/** Starts the setup of an authenticator app. The current one stays active until the new one is verified. */
export const setUpTotp = route({
  operation: "setUpTotp",
  summary: "Get the secret for an authenticator app, also as a URI and as a QR code",
  errors: ["factor_not_available", "invalid_parameter", "federated_account", ...OWNER_ERRORS],
  method: "POST",
  path: "/v1/me/mfa/totp",
  scope: "api/profile",
  assurance: "recent",
  response: TotpSetupResponse,
  run: async ({ principal, accessToken }) => {
    checkOwnFactors(principal);
    const { email, username } = await loadOwnUser(principal, accessToken);
    const { SecretCode: secret } = await callAsOwner(
      new AssociateSoftwareTokenCommand({ AccessToken: accessToken }),
      { SoftwareTokenMFANotFoundException: "factor_not_available" },
    );
    if (secret === undefined) throw new ApiError("internal_error", { cause: new Fault("no secret") });
    return describeTotpSetup({ secret, account: email ?? username, appName: environment().APP_NAME });
  },
});
