import { factorsInUse, type SecondFactor } from "../../domain/second-factor.ts";
import { factorAttributeInUse } from "../../errors/sign-in-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { poolFactors, userFactors } from "./user-factors.ts";

const FACTOR_OF: Readonly<Record<string, SecondFactor>> = { phone_number: "SMS_MFA", email: "EMAIL_OTP" };

/**
 * An address that codes go to can't be removed: the user could not sign in any more, or with the password alone
 * (https://github.com/aws-amplify/amplify-js/issues/8829).
 *
 * @throws ServiceError InvalidParameterException
 */
export function checkRemoval(
  context: Pick<OperationContext, "mfa">,
  pool: Pool,
  user: User,
  names: readonly string[],
): void {
  const inUse = factorsInUse(poolFactors(pool), userFactors(context, user));
  for (const name of names) {
    const factor = FACTOR_OF[name];
    if (factor !== undefined && inUse.includes(factor)) throw factorAttributeInUse(name, factor);
  }
}
