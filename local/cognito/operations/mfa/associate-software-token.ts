import { checkAccessToken } from "../../check-access-token.ts";
import { createTotpSecret, toBase32 } from "../../domain/totp.ts";
import { softwareTokenOff } from "../../errors/mfa-errors.ts";
import { operation } from "../../operation.ts";
import type { OperationContext } from "../../operation-context.ts";
import { sessionOf, takeSetupSession } from "../../sign-in/mfa/setup-session.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html: for a signed-in
 * user, or one whom MFA_SETUP keeps at the door. The authenticator in force stays so until the new one is verified.
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
  if (pool.settings.mfa.SoftwareTokenMfaConfiguration?.Enabled !== true) {
    throw softwareTokenOff();
  }
  const secret = createTotpSecret();
  mfa.associate(user, secret);
  return toBase32(secret);
}
