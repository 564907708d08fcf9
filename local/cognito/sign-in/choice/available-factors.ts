import { type FirstFactor, firstFactors } from "../../domain/first-factor.ts";
import { decideFactor } from "../../domain/second-factor.ts";
import { simulateChannel } from "../../domain/verification-channel.ts";
import type { OperationContext } from "../../operation-context.ts";
import { arePasskeysMultiFactor, usablePasskeys } from "../../passkey-settings.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { poolFactors, userFactors } from "../mfa/user-factors.ts";

type Context = Pick<OperationContext, "documents" | "mfa" | "passkeys" | "users">;

const allowedIn = ({ settings }: Pool): readonly string[] =>
  settings.Policies.SignInPolicy.AllowedFirstAuthFactors;

/** How the user may begin. */
export function availableFactors(context: Context, pool: Pool, user: User): readonly FirstFactor[] {
  const { attributes } = user;
  return firstFactors({
    allowed: allowedIn(pool),
    hasPassword: context.users.credentials(user) !== null,
    hasEmail: attributes.email !== undefined,
    hasPhone: attributes.phone_number !== undefined,
    hasPasskey: usablePasskeys(context, pool, user).length > 0,
    needsSecondFactor: decideFactor(poolFactors(pool), userFactors(context, user)).kind !== "none",
    passkeysVerifyUsers: arePasskeysMultiFactor(pool.settings) && context.mfa.preference(user).passkeys,
  });
}

/** How an unknown user seems to begin: like a user with a password and the address that the name looks like. */
export function simulatedFactors(pool: Pool, username: string): readonly FirstFactor[] {
  const { medium } = simulateChannel(username, "xx");
  return firstFactors({
    allowed: allowedIn(pool),
    hasPassword: true,
    hasEmail: medium === "EMAIL",
    hasPhone: medium === "SMS",
    hasPasskey: false,
    needsSecondFactor: pool.settings.MfaConfiguration === "ON",
    passkeysVerifyUsers: false,
  });
}
