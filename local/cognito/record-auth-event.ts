/** The history of a user's sign-ins and similar events, stored if threat protection is on. */
import { randomUUID } from "node:crypto";
import type { OperationContext } from "./operation-context.ts";
import type { AuthEvent, AuthEventType } from "./state/auth-event-repository.ts";
import type { Pool } from "./state/pool-repository.ts";
import type { User } from "./state/user-repository.ts";

/** A client's data about the origin of a request: `UserContextData`, or an administrator's `ContextData`. */
export interface RequestOrigin {
  readonly IpAddress?: string | undefined;
  readonly HttpHeaders?:
    | readonly { readonly headerName?: string | undefined; readonly headerValue?: string | undefined }[]
    | undefined;
}

interface Recorded {
  readonly pool: Pool;
  readonly user: User | null;
  readonly type: AuthEventType;
  readonly response: AuthEvent["response"];
  readonly id?: string | undefined;
  readonly challenge?: AuthEvent["challenge"];
  readonly origin?: RequestOrigin | undefined;
}

export function keepsAuthEvents({ settings }: Pool): boolean {
  return (settings.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF") !== "OFF";
}

/** Costs nothing if threat protection is off. Nothing is kept of unknown users. */
export function recordAuthEvent(
  { authEvents }: Pick<OperationContext, "authEvents">,
  { pool, user, type, response, id = randomUUID(), challenge = null, origin }: Recorded,
): void {
  if (user === null || !keepsAuthEvents(pool)) return;
  const agent = origin?.HttpHeaders?.find(({ headerName }) => headerName?.toLowerCase() === "user-agent");
  authEvents.add(user, {
    id,
    type,
    response,
    challenge,
    context: {
      ...(origin?.IpAddress && { IpAddress: origin.IpAddress }),
      ...(agent?.headerValue && { DeviceName: agent.headerValue }),
    },
  });
}
