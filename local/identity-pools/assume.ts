import { refusedSession } from "../iam/assume-role.ts";
import type { Session } from "../iam/session.ts";
import type { IdentityContext } from "./identity-context.ts";
import type { IssuedCredentials } from "./state/credential-repository.ts";

/**
 * Credentials for a session of a role, as STS's AssumeRoleWithWebIdentity issues them
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html).
 *
 * @returns `null` if the role does not exist or does not trust the identity
 */
export function assume(
  { roles, credentials, onRefused }: Pick<IdentityContext, "credentials" | "onRefused" | "roles">,
  session: Session,
  lifetimeSeconds: number,
): IssuedCredentials | null {
  const reason = refusedSession(roles.find(session.roleArn), session);
  if (reason === null) return credentials.issue(session, lifetimeSeconds);
  onRefused(`No credentials of ${session.roleArn} for ${session.webIdentity?.sub}: ${reason}`);
  return null;
}
