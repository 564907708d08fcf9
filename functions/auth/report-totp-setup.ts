import { factorNames } from "../../libs/account/factor-names.ts";
import { recordFor } from "../../libs/activity/record-for.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { alertOwner } from "../../libs/messages/alert-owner.ts";
import { describeCause } from "../../libs/observability/describe-cause.ts";
import { logger } from "../../libs/observability/logger.ts";
import { countMetric } from "../../libs/observability/metrics.ts";
import { table } from "./activity.ts";
import { environment } from "./environment.ts";
import { loadRecoverableAccount } from "./load-recoverable-account.ts";
import { signInOf } from "./token-claims.ts";

/** @param sub Cognito takes it for the username of the pool's own accounts, and only they set up an app during a sign-in */
async function alertOwnerOf(sub: string, address: string): Promise<void> {
  try {
    const { verifiedEmail, locale } = await loadRecoverableAccount(sub);
    const values = { time: new Date(), address, secondStep: "on" } as const;
    await alertOwner("mfaChanged", { email: verifiedEmail, locale }, values, environment());
  } catch (error) {
    countMetric("message_failed", { cause: "mfaChanged" });
    logger.error("mail not sent", {
      mail: "mfaChanged",
      cause: describeCause(error, { withStack: false }),
    });
  }
}

/**
 * Records that an authenticator app was set up during a sign-in, and tells the owner: in a pool that requires a second factor,
 * a thief who knows the password of an account without one could add their own app. Never makes the sign-in fail.
 */
export async function reportTotpSetup(
  accessToken: string,
  deviceName: string | undefined,
  from: RequestOrigin,
): Promise<void> {
  const { sub, clientId } = signInOf(accessToken);
  await Promise.all([
    factorNames(table()).noteAuthenticator(sub, deviceName, Date.now()),
    recordFor({ clientId }, from, table(), { type: "mfa_changed", sub, detail: { enabled: "totp" } }),
    alertOwnerOf(sub, from.ip),
  ]);
}
