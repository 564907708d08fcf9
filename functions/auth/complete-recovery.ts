import { factorNames } from "../../libs/account/factor-names.ts";
import { recoveryCodes } from "../../libs/account/recovery-codes.ts";
import { type RecoveryAccount, recoveryStore } from "../../libs/account/recovery-store.ts";
import { recordFor } from "../../libs/activity/record-for.ts";
import { takeFromLimit } from "../../libs/activity/take-from-limit.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { type RequestOrigin, route } from "../../libs/http/route.ts";
import { alertOwner } from "../../libs/messages/alert-owner.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { RecoveryCompletion, type RecoveryProof } from "../../libs/schemas/recovery.ts";
import { endEverySignIn } from "../../libs/sessions/end-every-sign-in.ts";
import { countRefusals, orUnavailable, table } from "./activity.ts";
import { environment } from "./environment.ts";
import { loadRecoverableAccount, type RecoverableAccount } from "./load-recoverable-account.ts";
import { removeFactors } from "./remove-factors.ts";

/** For all recoveries of an account together: the mailed code has six digits, and each recovery allows five tries. */
const TRIES = { name: "recovery-try-user", max: 10, seconds: 24 * 60 * 60 };

interface VerifiedRecovery extends RecoveryAccount {
  readonly codesLeft: number;
}

/**
 * Takes both codes or none. Either wrong code costs the same time and gets the same answer, and the recovery code is used up
 * only with a right mailed one.
 *
 * @throws ApiError `code_mismatch` for every reason
 */
async function verifyCodes(
  { recovery, code, recoveryCode }: RecoveryProof,
  now: number,
): Promise<VerifiedRecovery> {
  const recoveries = recoveryStore(table());
  const codes = recoveryCodes(table());
  const begun = await recoveries.check({ recovery, code }, now);
  if (begun === undefined) throw new ApiError("code_mismatch");
  const { sub, username, isCodeRight } = begun;
  const [isWithin, isRecoveryCodeGood] = await Promise.all([
    takeFromLimit(table(), TRIES, sub, now),
    codes.isGood(sub, recoveryCode),
  ]);
  const areRight = isCodeRight && isRecoveryCodeGood && isWithin;
  if (!areRight || !(await recoveries.use(recovery))) throw new ApiError("code_mismatch");
  const codesLeft = await codes.use(sub, recoveryCode);
  if (codesLeft === undefined) throw new ApiError("code_mismatch");
  return { sub, username, codesLeft };
}

/** What Cognito says of an account that was there a moment ago. */
const ACCOUNT_GONE = {
  PasswordResetRequiredException: "invalid_credentials",
  UserNotConfirmedException: "invalid_credentials",
  UserNotFoundException: "invalid_credentials",
} as const;

/** Records the recovery and tells the owner. Neither makes the recovery fail. */
async function report(
  { sub, codesLeft }: VerifiedRecovery,
  { verifiedEmail, locale }: RecoverableAccount,
  from: RequestOrigin,
): Promise<void> {
  const owner = { email: verifiedEmail, locale };
  const values = { time: new Date(), address: from.ip, codesLeft };
  await Promise.all([
    recordFor({}, from, table(), { type: "recovery_code_used", sub, detail: { left: codesLeft } }),
    recordFor({}, from, table(), { type: "mfa_changed", sub, detail: { enabled: "" } }),
    alertOwner("recoveryCodeUsed", owner, values, environment()),
  ]);
}

/**
 * Completes a recovery: the second factors are off and every sign-in ends. It gives no tokens: the user signs in with the
 * password and can set up a new factor. The other recovery codes stay valid.
 */
export const completeRecovery = route({
  operation: "completeRecovery",
  summary: "Remove the lost second factors with the mailed code and a recovery code",
  errors: ["code_mismatch", "invalid_credentials"],
  method: "POST",
  path: "/v1/auth/recovery/complete",
  answersAlike: "refusals",
  counts: "credentials",
  status: 204,
  body: RecoveryCompletion,
  response: Nothing,
  run: async ({ body, from }) => {
    const verified = await countRefusals("recovery", orUnavailable(verifyCodes(body, Date.now())));
    const account = await loadRecoverableAccount(verified.username);
    await removeFactors(account, ACCOUNT_GONE);
    await factorNames(table()).forgetAuthenticator(verified.sub);
    // One of them may be on the lost phone.
    await endEverySignIn(verified, {
      table: table(),
      userPoolId: environment().USER_POOL_ID,
      isTracked: environment().SESSION_TRACKING,
      overrides: ACCOUNT_GONE,
    });
    await report(verified, account, from);
    return undefined;
  },
});
