import { SetUserMFAPreferenceCommand } from "@aws-sdk/client-cognito-identity-provider";
import { factorNames } from "../../libs/account/factor-names.ts";
import { recoveryCodes } from "../../libs/account/recovery-codes.ts";
import { describeMfa, mfaPreference } from "../../libs/cognito/second-factors.ts";
import { route } from "../../libs/http/route.ts";
import { MfaResponse, MfaUpdate } from "../../libs/schemas/mfa.ts";
import { callAsOwner, OWNER_ERRORS } from "./call-as-owner.ts";
import { checkOwnFactors, loadOwnUser } from "./load-own-user.ts";
import { alertSelf, occurrence, recordOwn, table } from "./own-activity.ts";
import { describeOwnFactors } from "./own-factors.ts";

/**
 * Sets the second factors that sign-ins ask for. An authenticator app, a number or an address must have been verified before.
 */
export const updateMfa = route({
  operation: "updateMfa",
  summary: "Choose the second factors; what is not enabled is removed",
  errors: ["factor_not_available", "federated_account", ...OWNER_ERRORS],
  method: "PUT",
  path: "/v1/me/mfa",
  scope: "api/profile",
  assurance: "recent",
  body: MfaUpdate,
  response: MfaResponse,
  run: async ({ body: { enabled, preferred }, principal, accessToken, from }) => {
    checkOwnFactors(principal);
    const before = await loadOwnUser(principal, accessToken);
    const had = describeMfa(before.mfa).enabled;
    const preference = mfaPreference((factor) =>
      enabled.includes(factor) || had.includes(factor)
        ? { Enabled: enabled.includes(factor), PreferredMfa: factor === preferred }
        : undefined,
    );
    await callAsOwner(
      new SetUserMFAPreferenceCommand({ AccessToken: accessToken, ...preference }),
      // The settings are well formed: the error means that a factor was never set up.
      { InvalidParameterException: "factor_not_available" },
    );
    // Recovery codes replace a factor, so they go with the last one.
    if (enabled.length === 0) await recoveryCodes(table()).remove(principal.sub);
    if (!enabled.includes("totp")) await factorNames(table()).forgetAuthenticator(principal.sub);
    const after = await loadOwnUser(principal, accessToken);
    const secondStep = enabled.length > 0 ? "on" : "off";
    await Promise.all([
      recordOwn("mfa_changed", { principal, from }, { enabled: enabled.join(" ") }),
      alertSelf("mfaChanged", before, { ...occurrence(from), secondStep }),
    ]);
    return describeOwnFactors(principal, after.mfa);
  },
});
