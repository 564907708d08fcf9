import { ChangePasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { notePasswordChange } from "../../libs/activity/account-summary.ts";
import type { Principal } from "../../libs/auth/principal.ts";
import { route } from "../../libs/http/route.ts";
import { describeCause } from "../../libs/observability/describe-cause.ts";
import { logger } from "../../libs/observability/logger.ts";
import { countMetric } from "../../libs/observability/metrics.ts";
import { checkNewPassword, passwordRuleOf } from "../../libs/passwords/check-new-password.ts";
import { PasswordChange } from "../../libs/schemas/account.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { callAsOwner, OWNER_ERRORS } from "./call-as-owner.ts";
import { environment } from "./environment.ts";
import { checkOwnFactors, loadOwnUser } from "./load-own-user.ts";
import { alertSelf, endOwnSignIns, occurrence, recordOwn, table } from "./own-activity.ts";

/** The password is changed by now, and an error would say that it is not. So a failure is only logged and counted. */
async function endSignIns(principal: Principal): Promise<void> {
  for (const { where, cause } of await endOwnSignIns(principal)) {
    countMetric("sign_ins_not_ended", { cause: where });
    const { sub } = principal;
    logger.error("sign-ins not ended", { where, sub, cause: describeCause(cause, { withStack: false }) });
  }
}

/**
 * Changes the password and ends every sign-in, including this one: someone who knew the old password is out. The client signs in
 * again (docs/adr/0018).
 */
export const changePassword = route({
  operation: "changePassword",
  summary: "Change the password; every sign-in ends",
  errors: [
    "invalid_credentials",
    "invalid_password",
    "password_reused",
    "invalid_parameter",
    "federated_account",
    ...OWNER_ERRORS,
  ],
  method: "POST",
  path: "/v1/me/password",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  body: PasswordChange,
  response: Nothing,
  run: async ({ body, principal, accessToken, from }) => {
    checkOwnFactors(principal);
    const user = await loadOwnUser(principal, accessToken);
    await checkNewPassword(passwordRuleOf(environment()), {
      password: body.newPassword,
      pointer: "#/newPassword",
      personal: [user.email, ...user.names],
    });
    await callAsOwner(
      new ChangePasswordCommand({
        AccessToken: accessToken,
        PreviousPassword: body.currentPassword,
        ProposedPassword: body.newPassword,
      }),
      // The token was valid a moment ago: what is not authorized is the password.
      { NotAuthorizedException: "invalid_credentials" },
    );
    await Promise.all([
      endSignIns(principal),
      notePasswordChange(table(), principal.sub, Date.now()),
      recordOwn("password_changed", { principal, from }),
      alertSelf("passwordChanged", user, occurrence(from)),
    ]);
    return undefined;
  },
});
