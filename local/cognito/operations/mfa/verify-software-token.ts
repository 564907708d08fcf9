import { checkAccessToken } from "../../check-access-token.ts";
import { matchTotp } from "../../domain/totp.ts";
import { softwareTokenMissing, softwareTokenNotVerified } from "../../errors/mfa-errors.ts";
import { operation } from "../../operation.ts";
import type { OperationContext } from "../../operation-context.ts";
import { takeSetupSession } from "../../sign-in/mfa/setup-session.ts";
import type { User } from "../../state/user-repository.ts";
import type { CognitoInput } from "../../wire-types.ts";

const SUCCESS = { Status: "SUCCESS" } as const;

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html: the first code of an
 * authenticator app puts it in force. A wrong one gives the session back.
 */
export const verifySoftwareToken = operation("VerifySoftwareToken", (input, context) => {
  if (input.Session === undefined || input.AccessToken !== undefined) {
    verify(context, checkAccessToken(input.AccessToken, context).user, input);
    return SUCCESS;
  }
  const { Session } = input;
  return context.atomically(() => {
    const { user, renew } = takeSetupSession(context, Session);
    verify(context, user, input);
    return { ...SUCCESS, Session: renew({ isVerified: true }) };
  });
});

/** @throws ServiceError SoftwareTokenMFANotFoundException, EnableSoftwareTokenMFAException */
function verify(
  { clock, mfa }: OperationContext,
  user: User,
  {
    UserCode,
    FriendlyDeviceName,
  }: Pick<CognitoInput<"VerifySoftwareToken">, "UserCode" | "FriendlyDeviceName">,
): void {
  const pending = mfa.pendingSoftwareToken(user);
  if (pending === null) {
    throw softwareTokenMissing();
  }
  const step = matchTotp(pending.secret, UserCode, clock.now());
  if (step === null) {
    throw softwareTokenNotVerified();
  }
  mfa.verify(user, { step, deviceName: FriendlyDeviceName ?? null });
}
