import { recordFor } from "../../libs/activity/record-for.ts";
import { consentStore } from "../../libs/consent/consent-store.ts";
import { termsOf } from "../../libs/consent/terms.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { describeCause } from "../../libs/observability/describe-cause.ts";
import { logger } from "../../libs/observability/logger.ts";
import { table } from "./activity.ts";
import { environment } from "./environment.ts";

/**
 * Records the consent that came with a code, if it is to the current terms. Never fails the confirmation, whose code is used up:
 * a user without a record is asked after the sign-in.
 */
export async function keepConsent(
  sub: string,
  version: string | undefined,
  from: RequestOrigin,
): Promise<void> {
  const terms = termsOf(environment());
  if (version === undefined || terms?.version !== version) return;
  const clientId = environment().USER_POOL_CLIENT_ID;
  try {
    const how = { acceptedAt: Date.now(), given: "confirmation", clientId } as const;
    if (!(await consentStore(table()).accept(sub, terms, how))) return;
  } catch (error) {
    logger.error("consent not recorded", { cause: describeCause(error, { withStack: false }) });
    return;
  }
  await recordFor({ clientId }, from, table(), { type: "terms_accepted", sub, detail: { version } });
}
