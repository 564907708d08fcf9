import * as z from "zod/mini";
import { Consent } from "./consents.ts";
import { Event } from "./events.ts";
import { FileResponse } from "./files.ts";
import { MfaResponse } from "./mfa.ts";
import { named } from "./named.ts";
import { OwnOrganization } from "./organizations.ts";
import { Passkey } from "./passkeys.ts";
import { Profile } from "./profile.ts";
import { Session } from "./sessions.ts";

/**
 * Everything that the service stores about a user. Links to files are valid until their `expiresAt`. `isComplete` tells for
 * each list whether it is complete: the oldest activity, and files of an account with very many, may be missing; their own
 * routes list them page by page.
 */
export const AccountExport = named(
  "AccountExport",
  z.strictObject({
    exportedAt: z.iso.datetime(),
    profile: Profile,
    mfa: MfaResponse,
    passkeys: z.array(Passkey),
    sessions: z.array(Session),
    consents: z.array(Consent),
    organizations: z.array(OwnOrganization),
    activity: z.array(Event),
    files: z.array(FileResponse),
    isComplete: z.strictObject({ activity: z.boolean(), files: z.boolean() }),
  }),
);
