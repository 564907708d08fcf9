import { consentStore } from "../../libs/consent/consent-store.ts";
import { termsOf } from "../../libs/consent/terms.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { ConsentListResponse, ConsentRequest } from "../../libs/schemas/consents.ts";
import { environment } from "./environment.ts";
import { recordOwn, table } from "./own-activity.ts";
import { describeConsent } from "./own-consents.ts";

/**
 * Records that the caller accepts the current terms. Only the current version can be accepted, so that a page that was open for
 * long does not record consent to what it did not show. A second time changes nothing.
 */
export const acceptTerms = route({
  operation: "acceptTerms",
  summary: "Accept the current version of the terms",
  errors: ["terms_outdated", "not_found"],
  method: "POST",
  path: "/v1/me/consents",
  scope: "api/profile",
  beforeTerms: true,
  body: ConsentRequest,
  status: 201,
  response: ConsentListResponse,
  run: async ({ principal, body: { version }, from }) => {
    const terms = termsOf(environment());
    if (terms === undefined) throw new ApiError("not_found", { detail: "There are no terms to accept." });
    if (terms.version !== version) throw new ApiError("terms_outdated");
    const { sub, clientId } = principal;
    const consents = consentStore(table());
    const isNew = await consents.accept(sub, terms, { acceptedAt: Date.now(), given: "question", clientId });
    if (isNew) await recordOwn("terms_accepted", { principal, from }, { version });
    return { items: (await consents.list(sub)).map(describeConsent), toAccept: null };
  },
});
