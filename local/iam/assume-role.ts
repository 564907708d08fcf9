/** Whether a role trusts an identity of an identity pool, by its trust policy. */
import { applies, trustsIdentities } from "./decide.ts";
import type { Role } from "./role-directory.ts";
import { keyValues, type Session, webIdentityKeys } from "./session.ts";
import { any, NotEvaluated, type Verdict } from "./verdict.ts";

/**
 * Checks `sts:AssumeRoleWithWebIdentity`, and `sts:TagSession` if the session has tags
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html).
 *
 * @param role `null` if the ARN is unknown
 * @returns why the session is refused; `null` if it is allowed
 */
export function refusedSession(role: Role | null, session: Session): string | null {
  if (role === null) return `there is no role ${session.roleArn} in the template`;
  const hasTags = Object.keys(session.tags).length > 0;
  const actions = ["sts:AssumeRoleWithWebIdentity", ...(hasTags ? ["sts:TagSession"] : [])];
  return actions.map((action) => refusal(role, session, action)).find((reason) => reason !== null) ?? null;
}

function refusal({ arn, trust }: Role, session: Session, action: string): string | null {
  const keys = keyValues(
    {
      ...webIdentityKeys(session.webIdentity),
      "aws:TagKeys": Object.keys(session.tags),
      "sts:RoleSessionName": [session.name],
    },
    { "aws:RequestTag/": session.tags },
  );
  const effectOf = (effect: "Allow" | "Deny"): Verdict =>
    any(
      trust.statements
        .filter((statement) => statement.effect === effect && trustsIdentities(statement.principals))
        .map((statement) => applies(statement, trust, { action, resource: arn }, keys)),
    );
  const [denied, allowed] = [effectOf("Deny"), effectOf("Allow")];
  const unknown = [denied, allowed].find((verdict) => verdict instanceof NotEvaluated);
  if (denied === false && allowed === true) return null;
  return unknown === undefined
    ? `the trust policy of ${arn} does not allow ${action} to the identity`
    : `the local cloud can't evaluate ${unknown.what}`;
}
