import { recoveryCodes } from "../../libs/account/recovery-codes.ts";
import { describeMfa } from "../../libs/cognito/second-factors.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { RecoveryCodesResponse } from "../../libs/schemas/mfa.ts";
import { OWNER_ERRORS } from "./call-as-owner.ts";
import { checkOwnFactors, loadOwnUser } from "./load-own-user.ts";
import { alertSelf, occurrence, recordOwn, table } from "./own-activity.ts";

/** Creates ten new recovery codes, which are shown only now. The old ones are void. */
export const issueRecoveryCodes = route({
  operation: "issueRecoveryCodes",
  summary: "Create ten new recovery codes; the old ones are void",
  errors: ["factor_not_available", "federated_account", ...OWNER_ERRORS],
  method: "POST",
  path: "/v1/me/mfa/recovery-codes",
  scope: "api/profile",
  assurance: "recent",
  status: 201,
  response: RecoveryCodesResponse,
  run: async ({ principal, accessToken, from }) => {
    checkOwnFactors(principal);
    // A recovery code replaces a second factor, so there must be one.
    const user = await loadOwnUser(principal, accessToken);
    if (describeMfa(user.mfa).enabled.length === 0) throw new ApiError("factor_not_available");
    const codes = await recoveryCodes(table()).issue(principal.sub);
    await Promise.all([
      recordOwn("recovery_codes_created", { principal, from }),
      alertSelf("recoveryCodesCreated", user, { ...occurrence(from), codesLeft: codes.length }),
    ]);
    return { codes };
  },
});
