/** Authenticator apps. */

import { ServiceError } from "../../protocol/service-error.ts";
import { checkAccessToken } from "../check-access-token.ts";
import { createTotpSecret, matchTotp, toBase32 } from "../domain/totp.ts";
import { softwareTokenMissing, tooManyCodes, userNotConfirmed } from "../errors/sign-in-errors.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import { sessionOf, takeSetupSession } from "../sign-in/mfa/setup-session.ts";
import { disableFactor } from "../sign-in/mfa/user-factors.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import { checkLimit, countTowardsLimit } from "../verification/check-limit.ts";
import type { CognitoInput } from "../wire-types.ts";

const softwareTokenOff = (): ServiceError =>
  new ServiceError(
    "SoftwareTokenMFANotFoundException",
    "Software Token MFA has not been enabled by the userPool.",
  );

/** AWS documents neither whether this is an error nor its text. */
const softwareTokenNotThere = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "User does not have a software token.");

const softwareTokenNotVerified = (): ServiceError =>
  new ServiceError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html: for a signed-in
 * user, or one in an MFA_SETUP challenge. The active authenticator stays active until the new one is verified.
 */
export const associateSoftwareToken = operation("AssociateSoftwareToken", (input, context) => {
  const session = sessionOf(input);
  if (session === null) {
    const { pool, user } = checkAccessToken(input.AccessToken, context);
    return { SecretCode: associate(context, pool, user) };
  }
  return context.atomically(() => {
    const { pool, user, renew } = takeSetupSession(context, session);
    return { SecretCode: associate(context, pool, user), Session: renew({ isVerified: false }) };
  });
});

/** @throws ServiceError SoftwareTokenMFANotFoundException */
function associate({ mfa }: OperationContext, pool: Pool, user: User): string {
  if (pool.settings.mfa.SoftwareTokenMfaConfiguration?.Enabled !== true) throw softwareTokenOff();
  const secret = createTotpSecret();
  mfa.associate(user, secret);
  return toBase32(secret);
}

const SUCCESS = { Status: "SUCCESS" } as const;

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html: the first code of an
 * authenticator app activates it. A wrong one is counted, and the session can be used again.
 */
export const verifySoftwareToken = operation("VerifySoftwareToken", (input, context) => {
  const session = sessionOf(input);
  if (session === null) {
    const { pool, user } = checkAccessToken(input.AccessToken, context);
    const refusal = verify(context, pool, user, input);
    if (refusal !== null) throw refusal;
    return SUCCESS;
  }
  const { pool, user, renew, reopen } = takeSetupSession(context, session);
  const refusal = verify(context, pool, user, input);
  if (refusal !== null) {
    reopen();
    throw refusal;
  }
  return { ...SUCCESS, Session: renew({ isVerified: true }) };
});

/**
 * Activates the authenticator that waits for its first code, or answers why not.
 * @throws ServiceError TooManyRequestsException: nothing more is looked at in this hour
 */
function verify(
  context: OperationContext,
  pool: Pool,
  user: User,
  {
    UserCode,
    FriendlyDeviceName,
  }: Pick<CognitoInput<"VerifySoftwareToken">, "UserCode" | "FriendlyDeviceName">,
): Error | null {
  const { clock, mfa } = context;
  const key = { pool, subject: user.sub, limited: "check", purpose: "software-token" } as const;
  checkLimit(context, key, tooManyCodes);
  const pending = mfa.pendingSoftwareToken(user);
  if (pending === null) return softwareTokenMissing();
  const step = matchTotp(pending.secret, UserCode, clock.now());
  if (step === null) {
    countTowardsLimit(context, key);
    return softwareTokenNotVerified();
  }
  mfa.verify(user, { step, deviceName: FriendlyDeviceName ?? null });
  return null;
}

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html: the user's
 * authenticator is gone, and with it their preference for it. Other factors stay as they are.
 */
export const adminDeleteSoftwareToken = operation("AdminDeleteSoftwareToken", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  if (user.status === "UNCONFIRMED") throw userNotConfirmed();
  context.atomically(() => {
    if (!context.mfa.deleteSoftwareTokens(user)) throw softwareTokenNotThere();
    disableFactor(context, user, "SOFTWARE_TOKEN_MFA");
  });
  return {};
});
