import { activityTable } from "../activity/activity-table.ts";
import type { AdminMfa } from "../auth/authentication-level.ts";
import { isHonoured } from "../cognito/is-honoured.ts";
import type { TermsEnvironment } from "../consent/terms.ts";
import { moduleTerms } from "../consent/terms-guard.ts";
import type { Protection } from "../http/answer-route.ts";
import { sessionGuard } from "../http/session-guard.ts";
import { findSessionOf } from "./native-sessions.ts";
import { sessionStore } from "./session-store.ts";

/** The environment of a module whose routes need a token. */
export interface GuardEnvironment extends TermsEnvironment {
  readonly ACTIVITY_TABLE_NAME: string;
  /** The maximum age of a recent sign-in. */
  readonly REAUTHENTICATION_SECONDS: number;
  readonly SESSION_TRACKING: boolean;
  /** Whether administrators need a second factor. A module with a route for them does not start without it. */
  readonly ADMIN_MFA?: AdminMfa;
}

/** What every such module checks of its callers: their session and sign-in, and whether they accepted the terms. */
export function moduleProtection(
  environment: GuardEnvironment,
): Required<Pick<Protection, "guard" | "adminMfa" | "terms">> {
  const { ACTIVITY_TABLE_NAME, REAUTHENTICATION_SECONDS, SESSION_TRACKING, ADMIN_MFA } = environment;
  const guard = sessionGuard({
    sessions: sessionStore(activityTable(ACTIVITY_TABLE_NAME)),
    isHonoured,
    findSessionOf: SESSION_TRACKING ? findSessionOf : undefined,
    recentSeconds: REAUTHENTICATION_SECONDS,
  });
  return { guard, adminMfa: ADMIN_MFA, terms: moduleTerms(environment) };
}
