import { listEventsOf } from "../../libs/activity/list-events.ts";
import { consentStore } from "../../libs/consent/consent-store.ts";
import { Reply, route } from "../../libs/http/route.ts";
import { listMemberships } from "../../libs/organizations/organizations.ts";
import { AccountExport } from "../../libs/schemas/account-export.ts";
import { attachmentNamed } from "../../libs/storage/content-disposition.ts";
import { loadOwnFiles } from "../../libs/storage/own-files.ts";
import { OWNER_ERRORS } from "./call-as-owner.ts";
import { environment } from "./environment.ts";
import { withoutActor } from "./list-activity.ts";
import { loadOwnUser } from "./load-own-user.ts";
import { listOwnSessions, recordOwn, table } from "./own-activity.ts";
import { describeConsent } from "./own-consents.ts";
import { describeOwnFactors } from "./own-factors.ts";
import { loadOwnPasskeys } from "./own-passkeys.ts";
import { readProfile } from "./read-profile.ts";

/** How long the export may collect, of the module's ten seconds. In milliseconds. */
const WORK_MS = 6_000;

/** Entries of the audit trail. With them and a thousand links the answer stays below half of what a function may answer. */
const MAX_EVENTS = 2_000;

async function loadActivity(sub: string, { now, until }: { readonly now: number; readonly until: number }) {
  const activity: ReturnType<typeof withoutActor>[] = [];
  let cursor: string | undefined;
  do {
    const page = await listEventsOf(table(), sub, { limit: 100, cursor, from: 0, to: now });
    activity.push(...page.items.map(withoutActor));
    ({ cursor } = page);
  } while (cursor !== undefined && activity.length < MAX_EVENTS && Date.now() < until);
  return { activity, isComplete: cursor === undefined };
}

/**
 * Everything that the service stores about the caller, as a file (GDPR articles 15 and 20). It holds no secrets: factors by
 * name, recovery codes by number. Actions of administrators are in it without their identity, as in the caller's audit trail.
 */
export const exportMe = route({
  operation: "exportMe",
  summary: "Everything about you as a file: profile, factors, sessions, activity, files with links",
  errors: [...OWNER_ERRORS],
  method: "GET",
  path: "/v1/me/export",
  scope: "api/profile",
  beforeTerms: true,
  assurance: "recent",
  response: AccountExport,
  run: async ({ principal, accessToken, from }) => {
    const { sub } = principal;
    const now = Date.now();
    const until = now + WORK_MS;
    const user = await loadOwnUser(principal, accessToken);
    const [profile, mfa, passkeys, sessions, consents, organizations, trail, stored] = await Promise.all([
      readProfile(principal),
      describeOwnFactors(principal, user.mfa),
      loadOwnPasskeys(sub, accessToken),
      listOwnSessions(principal),
      consentStore(table()).list(sub),
      listMemberships(table(), sub),
      loadActivity(sub, { now, until }),
      loadOwnFiles(sub, { bucket: environment().FILES_BUCKET, until }),
    ]);
    await recordOwn("data_exported", { principal, from });
    const exportedAt = new Date(now).toISOString();
    const body = {
      exportedAt,
      profile,
      mfa,
      passkeys,
      sessions,
      consents: consents.map(describeConsent),
      organizations: organizations.map(({ joinedAt, ...one }) => ({
        ...one,
        joinedAt: new Date(joinedAt).toISOString(),
      })),
      activity: trail.activity,
      files: [...stored.files],
      isComplete: { activity: trail.isComplete, files: stored.isComplete },
    };
    const name = `account-${exportedAt.slice(0, 10)}.json`;
    return new Reply(body, { headers: { "content-disposition": attachmentNamed(name) } });
  },
});
