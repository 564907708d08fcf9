import { type FirstFactor, firstFactors } from "../../domain/first-factor.ts";
import { decideFactor } from "../../domain/second-factor.ts";
import { simulateChannel } from "../../domain/verification-channel.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { poolFactors, userFactors } from "../mfa/user-factors.ts";

type Context = Pick<OperationContext, "mfa" | "passkeys" | "users">;

const allowedIn = ({ settings }: Pool): readonly string[] =>
  settings.Policies.SignInPolicy.AllowedFirstAuthFactors;

/** How the user may begin. */
export function availableFactors(context: Context, pool: Pool, user: User): readonly FirstFactor[] {
  const { attributes } = user;
  const { FactorConfiguration } = pool.settings.mfa.WebAuthnConfiguration ?? {};
  return firstFactors({
    allowed: allowedIn(pool),
    hasPassword: context.users.credentials(user) !== null,
    hasVerifiedEmail: attributes.email !== undefined && attributes.email_verified === "true",
    hasVerifiedPhone: attributes.phone_number !== undefined && attributes.phone_number_verified === "true",
    hasPasskey: context.passkeys.ofUser(user).length > 0,
    needsSecondFactor: decideFactor(poolFactors(pool), userFactors(context, user)).kind !== "none",
    passkeysVerifyUsers: FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION",
  });
}

/** How a name that is nobody's seems to begin: like a user with a password and the address the name looks like. */
export function simulatedFactors(pool: Pool, username: string): readonly FirstFactor[] {
  const { medium } = simulateChannel(username, "xx");
  return firstFactors({
    allowed: allowedIn(pool),
    hasPassword: true,
    hasVerifiedEmail: medium === "EMAIL",
    hasVerifiedPhone: medium === "SMS",
    hasPasskey: false,
    needsSecondFactor: pool.settings.MfaConfiguration === "ON",
    passkeysVerifyUsers: false,
  });
}
