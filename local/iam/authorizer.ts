/** Evaluates a session's policies. */
import { describeDenial } from "./access-denied.ts";
import { type Access, decide } from "./decide.ts";
import { readPolicy } from "./policy-document.ts";
import type { RoleDirectory } from "./role-directory.ts";
import type { Session } from "./session.ts";

/** A service calls this before it does something for a session. */
export interface Authorizer {
  /**
   * @param options `resourceArn` belongs to the resource that may have its own policy, such as the bucket of an object; `shown`
   * is how the service writes the resource in its message
   * @returns AWS's message for the refusal; `null` if the access is allowed
   */
  refusal(
    session: Session,
    access: Access,
    options?: { readonly resourceArn?: string; readonly shown?: string },
  ): string | null;
}

/**
 * @param onRefused receives a sentence for each refusal of a function, because a function that only records something may hide
 * it. Users' clients get their refusals themselves
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
