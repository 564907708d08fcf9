import { RevokeTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { recoveryStore } from "../../libs/account/recovery-store.ts";
import { takeFromLimit } from "../../libs/activity/take-from-limit.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { mailboxOf } from "../../libs/limits/mailbox.ts";
import { Fault } from "../../libs/observability/describe-cause.ts";
import type { SignInAnswer } from "../../libs/schemas/auth.ts";
import { RecoveryRequest, RecoveryResponse } from "../../libs/schemas/recovery.ts";
import { orUnavailable, table } from "./activity.ts";
import { clientOf } from "./ask-cognito.ts";
import { environment } from "./environment.ts";
import { loadRecoverableAccount } from "./load-recoverable-account.ts";
import { PASSWORD_ERRORS, signInWithPassword } from "./password-sign-in.ts";
import { sendRecoveryCode } from "./send-recovery-code.ts";
import { sentTo } from "./sent-code.ts";

/** The challenges between a right password and tokens that ask for a second factor. */
const FACTOR_CHALLENGES = ["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP", "SELECT_MFA_TYPE"];

const SENDS = { max: 5, seconds: 60 * 60 };

/**
 * Goes on only if nothing but a second factor is missing. Tokens that the sign-in gave are revoked, not answered.
 *
 * @throws ApiError `factor_not_available`
 */
async function checkFactorIsAsked(answer: SignInAnswer): Promise<void> {
  if ("challenge" in answer && FACTOR_CHALLENGES.includes(answer.challenge)) return;
  if ("tokens" in answer) {
    const { refreshToken } = answer.tokens;
    await callCognito(
      new RevokeTokenCommand({ ClientId: environment().USER_POOL_CLIENT_ID, Token: refreshToken }),
    );
  }
  throw new ApiError("factor_not_available");
}

/** @throws ApiError `too_many_requests`: the caller knows the password, so it tells nothing new */
async function takeSend(sub: string, email: string, now: number): Promise<void> {
  const taken = await Promise.all([
    takeFromLimit(table(), { name: "recovery-send-user", ...SENDS }, sub, now),
    takeFromLimit(table(), { name: "recovery-send-address", ...SENDS }, mailboxOf(email), now),
  ]);
  if (!taken.every(Boolean)) throw new ApiError("too_many_requests");
}

/**
 * Starts a recovery for a user who lost the second factor: the password is verified now, the mailbox by the mailed code, and a
 * recovery code completes it (docs/adr/0017). Until the password is right, it answers as sign-in does.
 */
export const recovery = route({
  operation: "recovery",
  summary: "Start to sign in without the second factor: mails a code to complete it with",
  errors: PASSWORD_ERRORS,
  method: "POST",
  path: "/v1/auth/recovery",
  answersAlike: "refusals",
  counts: "credentials",
  status: 202,
  body: RecoveryRequest,
  response: RecoveryResponse,
  run: async ({ body, from }) => {
    // Without a sender no mailbox can be verified.
    if (environment().MAIL_FROM === "") {
      throw new ApiError("code_delivery_failed", { cause: new Fault("there is no sender") });
    }
    await checkFactorIsAsked(await signInWithPassword(body, clientOf(body, from)));
    const account = await loadRecoverableAccount(body.email);
    const now = Date.now();
    await orUnavailable(takeSend(account.sub, account.verifiedEmail ?? body.email, now));
    const begun = await orUnavailable(recoveryStore(table()).begin(account, now));
    await sendRecoveryCode(begun.code, account);
    return {
      recovery: begun.recovery,
      ...sentTo(body.email),
      expiresAt: new Date(begun.expiresAt).toISOString(),
    };
  },
});
