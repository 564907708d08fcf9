import {
  AdminSetUserMFAPreferenceCommand,
  type AdminSetUserMFAPreferenceCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { factorNames } from "../../libs/account/factor-names.ts";
import { recoveryCodes } from "../../libs/account/recovery-codes.ts";
import { describeMfa } from "../../libs/cognito/describe-mfa.ts";
import { route } from "../../libs/http/route.ts";
import { moduleAlertSettings } from "../../libs/messages/module-alert-settings.ts";
import { sendAlert } from "../../libs/messages/send-alert.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import type { Factor } from "../../libs/schemas/mfa.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonBody } from "../../libs/schemas/reason.ts";
import { checkNotSelf, record, table } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { endSessions } from "./end-sessions.ts";
import { environment } from "./environment.ts";
import { loadUser, type PoolUser } from "./load-user.ts";

const OFF = { Enabled: false, PreferredMfa: false };

/** Only what is on is named: Cognito would ask for what a factor needs, such as a number. */
function allOff(enabled: readonly Factor[]): Partial<AdminSetUserMFAPreferenceCommandInput> {
  return {
    ...(enabled.includes("totp") ? { SoftwareTokenMfaSettings: OFF } : {}),
    ...(enabled.includes("sms") ? { SMSMfaSettings: OFF } : {}),
    ...(enabled.includes("email") ? { EmailMfaSettings: OFF } : {}),
  };
}

/** Whoever has lost a factor unknowingly should hear of it; never fails the request. */
async function alertOwner({ email, emailVerified, locale }: PoolUser): Promise<void> {
  if (email === undefined || !emailVerified) return;
  const values = { time: new Date(), secondStep: "off" } as const;
  await sendAlert("mfaChanged", { email, locale }, values, moduleAlertSettings(environment()));
}

/**
 * Removes the second factors of a user who has lost them, and the recovery codes. All sign-ins end: whoever found the
 * telephone has none either. Passkeys stay: they are a way in of their own, which Cognito lets their owner alone remove.
 */
export const resetUserMfa = route({
  operation: "resetUserMfa",
  summary: "Remove a user's second factors and recovery codes; all sign-ins end",
  errors: ["not_found", "own_account", "user_state_conflict"],
  method: "POST",
  path: "/v1/admin/users/{id}/reset-mfa",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: UserParams,
  body: ReasonBody,
  response: Nothing,
  run: async ({ params: { id }, body, principal, from }) => {
    checkNotSelf(principal, id);
    const user = await loadUser(id);
    const { enabled } = describeMfa(user.mfaSettings);
    if (enabled.length > 0) {
      await callOnUser(
        new AdminSetUserMFAPreferenceCommand({
          UserPoolId: environment().USER_POOL_ID,
          Username: user.username,
          ...allOff(enabled),
        }),
        {
          InvalidParameterException: "user_state_conflict",
          PasswordResetRequiredException: "user_state_conflict",
          UserNotConfirmedException: "user_state_conflict",
        },
      );
    }
    await recoveryCodes(table()).remove(user.sub);
    await factorNames(table()).forgetAuthenticator(user.sub);
    await endSessions(user);
    await Promise.all([
      record(
        "user_mfa_reset",
        user.sub,
        { principal, from, reason: body?.reason },
        { removed: enabled.join(" ") },
      ),
      enabled.length > 0 ? alertOwner(user) : undefined,
    ]);
    return undefined;
  },
});
