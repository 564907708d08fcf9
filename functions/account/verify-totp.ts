import {
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { factorNames } from "../../libs/account/factor-names.ts";
import { recoveryCodes } from "../../libs/account/recovery-codes.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { RecoveryCodesResponse, TotpVerifyRequest } from "../../libs/schemas/mfa.ts";
import { callAsOwner, OWNER_ERRORS } from "./call-as-owner.ts";
import { checkOwnFactors, loadOwnUser } from "./load-own-user.ts";
import { alertSelf, occurrence, recordOwn, table } from "./own-activity.ts";

/**
 * Activates an authenticator app and makes it the preferred factor. A user without recovery codes gets them now, before the
 * phone can be lost.
 */
export const verifyTotp = route({
  operation: "verifyTotp",
  summary: "Activate an authenticator app with its first code; answers new recovery codes if there were none",
  errors: [
    "code_mismatch",
    "factor_not_available",
    "invalid_parameter",
    "federated_account",
    ...OWNER_ERRORS,
  ],
  method: "POST",
  path: "/v1/me/mfa/totp/verify",
  scope: "api/profile",
  assurance: "recent",
  body: TotpVerifyRequest,
  response: RecoveryCodesResponse,
  run: async ({ body: { code, deviceName }, principal, accessToken, from }) => {
    checkOwnFactors(principal);
    const user = await loadOwnUser(principal, accessToken);
    const { Status } = await callAsOwner(
      new VerifySoftwareTokenCommand({
        AccessToken: accessToken,
        UserCode: code,
        FriendlyDeviceName: deviceName,
      }),
      // A wrong code is an EnableSoftwareTokenMFAException.
      { EnableSoftwareTokenMFAException: "code_mismatch", NotAuthorizedException: "code_mismatch" },
    );
    if (Status !== "SUCCESS") throw new ApiError("code_mismatch");
    await callAsOwner(
      new SetUserMFAPreferenceCommand({
        AccessToken: accessToken,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    await factorNames(table()).noteAuthenticator(principal.sub, deviceName, Date.now());
    const store = recoveryCodes(table());
    const codes = (await store.countLeft(principal.sub)) === 0 ? await store.issue(principal.sub) : [];
    // One mail for both.
    const made = codes.length > 0 ? { codesLeft: codes.length } : {};
    await Promise.all([
      recordOwn("mfa_changed", { principal, from }, { enabled: "totp" }),
      codes.length > 0 ? recordOwn("recovery_codes_created", { principal, from }) : undefined,
      alertSelf("mfaChanged", user, { ...occurrence(from), secondStep: "on", ...made }),
    ]);
    return { codes };
  },
});
