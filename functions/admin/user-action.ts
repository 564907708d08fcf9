import type { EventType } from "../../libs/activity/event-types.ts";
import type { ErrorCode } from "../../libs/http/error-codes.ts";
import { type Route, route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonBody } from "../../libs/schemas/reason.ts";
import { checkNotSelf, record } from "./administration.ts";
import { loadUser, type PoolUser } from "./load-user.ts";

interface UserAction {
  readonly operation: string;
  readonly summary: string;
  /** The errors of `run`, beside `not_found` and `own_account`. */
  readonly errors?: readonly ErrorCode[];
  /** The last part of the path. */
  readonly action: string;
  readonly event: EventType;
  /** Whether administrators may do it to their own account. */
  readonly onOwnAccount: "allowed" | "refused";
  readonly run: (user: PoolUser) => Promise<void>;
  /** What the event tells of the account as it was before. */
  readonly detail?: (user: PoolUser) => Readonly<Record<string, string>>;
}

/**
 * A route by which an administrator does something to an account: `POST /v1/admin/users/{id}/<action>`, with a reason, without an
 * answer, and with an entry in the audit trail.
 */
export function userAction({
  operation,
  summary,
  errors = [],
  action,
  event,
  onOwnAccount,
  run,
  detail,
}: UserAction): Route {
  const isForOthers = onOwnAccount === "refused";
  return route({
    operation,
    summary,
    errors: ["not_found", ...(isForOthers ? (["own_account"] as const) : []), ...errors],
    method: "POST",
    path: `/v1/admin/users/{id}/${action}`,
    scope: "api/users.write",
    assurance: "recent",
    status: 204,
    params: UserParams,
    body: ReasonBody,
    response: Nothing,
    run: async ({ params: { id }, body, principal, from }) => {
      if (isForOthers) checkNotSelf(principal, id);
      const user = await loadUser(id);
      await run(user);
      await record(event, user.sub, { principal, from, reason: body?.reason }, detail?.(user));
      return undefined;
    },
  });
}
