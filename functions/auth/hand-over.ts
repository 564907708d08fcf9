import { AdminSetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { notePasswordChange } from "../../libs/activity/account-summary.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { randomPassword } from "../../libs/cognito/random-password.ts";
import { markVouched } from "../../libs/groups/vouched.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { endEverySignIn } from "../../libs/sessions/end-every-sign-in.ts";
import { orUnavailable, table } from "./activity.ts";
import { environment } from "./environment.ts";
import { loadRecoverableAccount } from "./load-recoverable-account.ts";
import { REFUSED_CODE } from "./refused-code.ts";
import { removeEnrolled } from "./remove-enrolled.ts";

/**
 * Gives a newly confirmed account to the owner of its mailbox: sets the password that they chose, or a random one, ends every
 * sign-in and removes what was enrolled before. The mark comes last: without it the account only has the default group.
 *
 * @returns the account
 * @throws ApiError `password_reused` for the password of the sign-up; `service_unavailable`; then the post-confirmation trigger
 *   has already replaced the first password by a random one
 */
export async function handOver(
  email: string,
  chosen: string | undefined,
  from: RequestOrigin,
): Promise<{ readonly sub: string }> {
  const account = await loadRecoverableAccount(email, REFUSED_CODE);
  // A confirmed account has a verified address. This must be another account that took its place.
  if (account.verifiedEmail === undefined) throw new ApiError("code_mismatch");
  const password = chosen ?? randomPassword();
  await callCognito(
    new AdminSetUserPasswordCommand({
      UserPoolId: environment().USER_POOL_ID,
      Username: account.username,
      Password: password,
      Permanent: true,
    }),
    REFUSED_CODE,
  );
  if (chosen !== undefined) await notePasswordChange(table(), account.sub, Date.now());
  const places = {
    table: table(),
    userPoolId: environment().USER_POOL_ID,
    isTracked: environment().SESSION_TRACKING,
    overrides: REFUSED_CODE,
  };
  await endEverySignIn(account, places);
  const hasSignedIn = await removeEnrolled({ account, password, gone: REFUSED_CODE, from });
  if (hasSignedIn) await endEverySignIn(account, places);
  await orUnavailable(markVouched(table(), account.sub, Date.now()));
  return { sub: account.sub };
}
