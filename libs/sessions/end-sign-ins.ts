import type { ActivityTable } from "../activity/activity-table.ts";
import { callJsonService } from "../aws/call-json-service.ts";
import type { Patience } from "../aws/signed-request.ts";
import { knownClientStore } from "../known-clients/known-clients.ts";
import { nativeSessions } from "./native-sessions.ts";
import { sessionStore } from "./session-store.ts";

interface Account {
  /** Undefined if an event does not have it: then the list of sessions stays as it is. */
  readonly sub: string | undefined;
  readonly username: string;
}

interface Places {
  readonly table: ActivityTable;
  readonly userPoolId: string;
  /** Whether the pool tracks sessions. */
  readonly isTracked: boolean;
  /** For Cognito; the table has its own. */
  readonly patience: Patience;
}

/** A place where the sign-ins of an account could not be ended, and why. */
export interface FailedEnding {
  readonly where: "sessions" | "cognito";
  readonly cause: unknown;
}

/** Ends the sessions, and makes the account's clients unknown: one of them may be a thief's. */
async function endHere(table: ActivityTable, sub: string): Promise<void> {
  await Promise.all([sessionStore(table).revokeAll(sub, Date.now()), knownClientStore(table).forgetAll(sub)]);
}

/**
 * Ends the browsers' sessions with the pool's pages, which a global sign-out leaves: within their time they would get new tokens
 * without a password. Only a pool that tracks sessions can end them.
 */
async function endBrowsers({ username }: Account, { userPoolId, patience }: Places): Promise<void> {
  const { list, revoke } = nativeSessions(userPoolId, patience);
  const browsers = (await list(username)).filter(({ kind }) => kind === "SSO");
  await Promise.all(browsers.map(({ id }) => revoke(username, id)));
}

/**
 * Ends every sign-in of an account: in the list of sessions, so that this API refuses its tokens, and at Cognito, which then
 * refuses them to SDKs and to the identity pool and gives no new ones. The two are independent and have their own retries: if
 * one fails, the other is done. The caller decides what a failure means. Can be repeated.
 *
 * @returns what failed; empty if both ended
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html
 */
export async function endSignIns(account: Account, places: Places): Promise<readonly FailedEnding[]> {
  const { sub, username } = account;
  const { table, userPoolId, isTracked, patience } = places;
  const endings: readonly [FailedEnding["where"], Promise<unknown> | undefined][] = [
    ["sessions", sub === undefined ? undefined : endHere(table, sub)],
    [
      "cognito",
      callJsonService({
        service: "cognito-idp",
        operation: "AdminUserGlobalSignOut",
        input: { UserPoolId: userPoolId, Username: username },
        patience,
      }),
    ],
    ["cognito", isTracked ? endBrowsers(account, places) : undefined],
  ];
  const results = await Promise.allSettled(endings.map(([, ending]) => ending));
  return endings.flatMap(([where], index) => {
    const result = results[index];
    return result?.status === "rejected" ? [{ where, cause: result.reason }] : [];
  });
}
