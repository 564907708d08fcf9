import { activityTable } from "../activity/activity-table.ts";
import { isUnavailable } from "../aws/is-unavailable.ts";
import { ApiError } from "../http/api-error.ts";
import { type ConsentStore, consentStore } from "./consent-store.ts";
import { type Terms, type TermsEnvironment, termsOf } from "./terms.ts";

/**
 * Refuses users who have not accepted the current terms.
 *
 * @throws ApiError `terms_not_accepted`, or `service_unavailable` if the table can't be asked
 */
export type TermsGuard = (sub: string) => Promise<void>;

/** Users remembered per process; the first are forgotten first. */
const MAX_REMEMBERED = 10_000;

/** What was accepted stays accepted, so a user is looked up once per process. */
export function termsGuard({ version }: Terms, consents: Pick<ConsentStore, "hasAccepted">): TermsGuard {
  const accepted = new Set<string>();

  return async (sub) => {
    if (accepted.has(sub)) return;
    let hasAccepted: boolean;
    try {
      hasAccepted = await consents.hasAccepted(sub, version);
    } catch (error) {
      throw new ApiError(isUnavailable(error) ? "service_unavailable" : "internal_error", { cause: error });
    }
    if (!hasAccepted) throw new ApiError("terms_not_accepted");
    accepted.add(sub);
    const [first = sub] = accepted;
    if (accepted.size > MAX_REMEMBERED) accepted.delete(first);
  };
}

/** The guard of a module; null if the API does not require consent. */
export function moduleTerms(
  environment: TermsEnvironment & { readonly ACTIVITY_TABLE_NAME: string },
): TermsGuard | null {
  const terms = termsOf(environment);
  if (!terms?.isRequired) return null;
  return termsGuard(terms, consentStore(activityTable(environment.ACTIVITY_TABLE_NAME)));
}
