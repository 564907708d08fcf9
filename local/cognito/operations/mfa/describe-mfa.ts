import type { OperationContext } from "../../operation-context.ts";
import type { User } from "../../state/user-repository.ts";

/** What GetUser and AdminGetUser tell of a user's second factors; nothing where there are none. */
export function describeMfa({ mfa }: Pick<OperationContext, "mfa">, user: User) {
  const { enabled, preferred } = mfa.preference(user);
  return {
    ...(enabled.length > 0 && { UserMFASettingList: enabled }),
    ...(preferred !== null && { PreferredMfaSetting: preferred }),
    ...(enabled.includes("SMS_MFA") && {
      MFAOptions: [{ DeliveryMedium: "SMS", AttributeName: "phone_number" } as const],
    }),
  };
}
