import { consentStore } from "../../libs/consent/consent-store.ts";
import { termsOf } from "../../libs/consent/terms.ts";
import { route } from "../../libs/http/route.ts";
import { ConsentListResponse } from "../../libs/schemas/consents.ts";
import { environment } from "./environment.ts";
import { table } from "./own-activity.ts";
import { describeConsent, describeTerms } from "./own-consents.ts";

/** What the caller has agreed to, and what there is to agree to. */
export const listConsents = route({
  operation: "listConsents",
  summary: "The terms that you accepted, and those that you still have to accept",
  method: "GET",
  path: "/v1/me/consents",
  scope: "api/profile",
  beforeTerms: true,
  response: ConsentListResponse,
  run: async ({ principal: { sub } }) => {
    const terms = termsOf(environment());
    const items = await consentStore(table()).list(sub);
    const isOpen = terms !== undefined && !items.some(({ version }) => version === terms.version);
    return { items: items.map(describeConsent), toAccept: isOpen ? describeTerms(terms) : null };
  },
});
