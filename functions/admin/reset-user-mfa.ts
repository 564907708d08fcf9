import {
  AdminDeleteSoftwareTokenCommand,
  AdminSetUserMFAPreferenceCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { factorNames } from "../../libs/account/factor-names.ts";
import { recoveryCodes } from "../../libs/account/recovery-codes.ts";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { allFactorsOff, describeMfa, WITHOUT_AUTHENTICATOR } from "../../libs/cognito/second-factors.ts";
import { alertOwner } from "../../libs/messages/alert-owner.ts";
import type { Factor } from "../../libs/schemas/mfa.ts";
import { table } from "./administration.ts";
import { callOnUser, USER_GONE } from "./call-on-user.ts";
import { endSessions } from "./end-sessions.ts";
import { environment } from "./environment.ts";
import type { PoolUser } from "./load-user.ts";
import { userAction } from "./user-action.ts";

const factorsOf = ({ mfaSettings }: PoolUser) => describeMfa(mfaSettings).enabled;

async function turnOff(factors: readonly Factor[], { username }: PoolUser): Promise<void> {
  await callOnUser(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: environment().USER_POOL_ID,
      Username: username,
      ...allFactorsOff(factors),
    }),
    {
      InvalidParameterException: "user_state_conflict",
      PasswordResetRequiredException: "user_state_conflict",
      UserNotConfirmedException: "user_state_conflict",
    },
  );
}

/** Deletes the secret of the authenticator app: a factor that is only off could be turned on again. */
async function deleteAuthenticator({ username }: PoolUser): Promise<void> {
  await attemptCognito(
    new AdminDeleteSoftwareTokenCommand({ UserPoolId: environment().USER_POOL_ID, Username: username }),
    WITHOUT_AUTHENTICATOR,
    USER_GONE,
  );
}

/** The owner may not know of it. */
async function tellOwner({ email, emailVerified, locale }: PoolUser): Promise<void> {
  const owner = { email: emailVerified ? email : undefined, locale };
  await alertOwner("mfaChanged", owner, { time: new Date(), secondStep: "off" }, environment());
}

/**
 * Removes the second factors, the authenticator app's secret and the recovery codes of a user who has lost them. All sign-ins end: one of
 * them may be on the lost phone. Passkeys stay: they are another way to sign in, and Cognito lets only their owner remove them.
 */
export const resetUserMfa = userAction({
  operation: "resetUserMfa",
  summary: "Remove a user's second factors and recovery codes; all sign-ins end",
  errors: ["user_state_conflict"],
  action: "reset-mfa",
  event: "user_mfa_reset",
  onOwnAccount: "refused",
  detail: (user) => ({ removed: factorsOf(user).join(" ") }),
  run: async (user) => {
    const factors = factorsOf(user);
    if (factors.length > 0) await turnOff(factors, user);
    await deleteAuthenticator(user);
    await recoveryCodes(table()).remove(user.sub);
    await factorNames(table()).forgetAuthenticator(user.sub);
    await endSessions(user);
    if (factors.length > 0) await tellOwner(user);
  },
});
