/** Asks a session's policies. */
import { describeDenial } from "./access-denied.ts";
import { type Access, decide } from "./decide.ts";
import { readPolicy } from "./policy-document.ts";
import type { RoleDirectory } from "./role-directory.ts";
import type { Session } from "./session.ts";

/** What a service asks before it does something for a session. */
export interface Authorizer {
  /**
   * @param options `resourceArn` is that of the resource that may have a policy of its own, a bucket say, whose object is asked
   *   for; `shown` is how the service writes the resource in its message
   * @returns AWS's message for the refusal, `null` where the access is allowed
   */
  refusal(
    session: Session,
    access: Access,
    options?: { readonly resourceArn?: string; readonly shown?: string },
  ): string | null;
}

/**
 * @param onRefused told of what functions are refused, in one sentence: one that only writes things down does not tell that it
 *   could not. Users' clients are told themselves
 */
export function createAuthorizer(roles: RoleDirectory, onRefused: (message: string) => void): Authorizer {
  return {
    refusal(session, access, { resourceArn, shown = access.resource } = {}) {
      const role = roles.find(session.roleArn);
      const denial = decide(session, access, {
        identity: role?.policies.identity ?? [],
        boundary: role?.policies.boundary ?? null,
        resource: resourceArn === undefined ? null : roles.resourcePolicy(resourceArn),
        session:
          session.policy === undefined ? null : readPolicy("the session policy", session.policy, "identity"),
      });
      if (denial === null) return null;
      const message = describeDenial(session, { ...access, resource: shown }, denial);
      if (session.webIdentity === null) onRefused(message);
      return message;
    },
  };
}
