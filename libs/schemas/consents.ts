import * as z from "zod/mini";
import { TERMS_VERSION } from "../consent/terms.ts";
import { named } from "./named.ts";

export const TermsVersion = named("TermsVersion", z.string().check(z.regex(TERMS_VERSION)));

/** The terms of use and the privacy policy, as one version. */
export const Terms = named(
  "Terms",
  z.strictObject({ version: TermsVersion, termsUrl: z.url(), privacyUrl: z.url() }),
);

export type TermsView = z.input<typeof Terms>;

/** `given`: with the code of the sign-up, or when asked after a sign-in. The pages are those of that time. */
export const Consent = named(
  "Consent",
  z.strictObject({
    ...Terms.shape,
    acceptedAt: z.iso.datetime(),
    given: z.enum(["confirmation", "question"]),
    clientId: z.string(),
  }),
);

export type ConsentView = z.input<typeof Consent>;

/** The accepted versions, newest first; `toAccept` is the current one if it is not among them. */
export const ConsentListResponse = named(
  "ConsentList",
  z.strictObject({ items: z.array(Consent), toAccept: z.nullable(Terms) }),
);

export const ConsentRequest = named("ConsentRequest", z.strictObject({ version: TermsVersion }));
