import { mfaOptionUnsupported } from "../../errors/mfa-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import type { CognitoInput } from "../../wire-types.ts";
import { applyMfaPreference } from "./apply-mfa-preference.ts";

/**
 * What SetUserSettings and AdminSetUserSettings did before there were preferences, and still do: text messages on, or off.
 * @throws ServiceError InvalidParameterException
 */
export function applyMfaOptions(
  context: OperationContext,
  pool: Pool,
  user: User,
  options: CognitoInput<"SetUserSettings">["MFAOptions"],
): void {
  const isSms = options.every(
    ({ DeliveryMedium, AttributeName }) => DeliveryMedium === "SMS" && AttributeName === "phone_number",
  );
  if (!isSms) {
    throw mfaOptionUnsupported();
  }
  applyMfaPreference(context, pool, user, { SMSMfaSettings: { Enabled: options.length > 0 } });
}
