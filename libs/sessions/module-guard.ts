import { activityTable } from "../activity/activity-table.ts";
import type { AdminMfa } from "../auth/authentication-level.ts";
import { isHonoured } from "../cognito/is-honoured.ts";
import { type SessionGuard, sessionGuard } from "../http/session-guard.ts";
import { findSessionOf } from "./native-sessions.ts";
import { sessionStore } from "./session-store.ts";

/** The environment of a module whose routes need a token. */
export interface GuardEnvironment {
  readonly ACTIVITY_TABLE_NAME: string;
  /** The maximum age of a recent sign-in. */
  readonly REAUTHENTICATION_SECONDS: number;
  readonly SESSION_TRACKING: boolean;
  /** Whether administrators need a second factor; off in a module without routes for them. */
  readonly ADMIN_MFA?: AdminMfa;
}

/** The guard of such a module. */
export function moduleGuard({
  ACTIVITY_TABLE_NAME,
  REAUTHENTICATION_SECONDS,
  SESSION_TRACKING,
  ADMIN_MFA = "off",
}: GuardEnvironment): SessionGuard {
  const store = sessionStore(activityTable(ACTIVITY_TABLE_NAME));
  return sessionGuard({
    sessions: store,
    isHonoured,
    findSessionOf: SESSION_TRACKING ? findSessionOf : undefined,
    recentSeconds: REAUTHENTICATION_SECONDS,
    adminMfa: ADMIN_MFA,
  });
}
