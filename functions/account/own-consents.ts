import { type Consent, consentStore } from "../../libs/consent/consent-store.ts";
import { type Terms, termsOf } from "../../libs/consent/terms.ts";
import type { ConsentView, TermsView } from "../../libs/schemas/consents.ts";
import { environment } from "./environment.ts";
import { table } from "./own-activity.ts";

/** The terms, as the API shows them. */
export const describeTerms = ({ version, termsUrl, privacyUrl }: Terms): TermsView => ({
  version,
  termsUrl,
  privacyUrl,
});

/** A consent, as the API shows it. */
export const describeConsent = ({ acceptedAt, ...consent }: Consent): ConsentView => ({
  ...consent,
  acceptedAt: new Date(acceptedAt).toISOString(),
});

/** The current terms if the user has not accepted them; null if there is nothing to accept. */
export async function termsToAccept(sub: string): Promise<TermsView | null> {
  const terms = termsOf(environment());
  if (terms === undefined || (await consentStore(table()).hasAccepted(sub, terms.version))) return null;
  return describeTerms(terms);
}
