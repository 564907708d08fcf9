import { CONSENT_PREFIX, consentKey, userPartition } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import type { Terms } from "./terms.ts";

/** An accepted version, with the pages that it had then. Records are added and never changed. */
export interface Consent {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
  /** `confirmation`: with the code of the sign-up; `question`: when asked after a sign-in. */
  readonly given: "confirmation" | "question";
  readonly clientId: string;
  readonly termsUrl: string;
  readonly privacyUrl: string;
}

/** More versions than an account will ever see. */
const MAX_CONSENTS = 100;

function consentFrom({ version, acceptedAt, given, clientId, termsUrl, privacyUrl }: Item): Consent {
  return {
    version: String(version),
    acceptedAt: Number(acceptedAt),
    given: given === "confirmation" ? given : "question",
    clientId: String(clientId),
    termsUrl: String(termsUrl),
    privacyUrl: String(privacyUrl),
  };
}

/** What users have agreed to, in the activity table. Every method throws AwsError or a network error. */
export interface ConsentStore {
  /** @returns false if the user has accepted this version before; the first record stays */
  accept(
    sub: string,
    terms: Terms,
    how: Pick<Consent, "acceptedAt" | "given" | "clientId">,
  ): Promise<boolean>;
  hasAccepted(sub: string, version: string): Promise<boolean>;
  /** The accepted versions, newest first. */
  list(sub: string): Promise<readonly Consent[]>;
}

export function consentStore(table: ActivityTable): ConsentStore {
  return {
    accept: (sub, { version, termsUrl, privacyUrl }, how) =>
      table.putNew({ ...consentKey(sub, version), version, termsUrl, privacyUrl, ...how }),

    hasAccepted: async (sub, version) => (await table.get(consentKey(sub, version))) !== undefined,

    async list(sub) {
      const { items } = await table.query({
        partition: userPartition(sub),
        prefix: CONSENT_PREFIX,
        order: "oldest first",
        limit: MAX_CONSENTS,
      });
      return items.map(consentFrom).sort((one, other) => other.acceptedAt - one.acceptedAt);
    },
  };
}
