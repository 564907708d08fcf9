/**
 * AWS's messages for a refusal
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
 */
import type { Access, Denial } from "./decide.ts";
import { type Session, sessionArn } from "./session.ts";

const ARTICLE = {
  "identity-based policy": "an",
  "permissions boundary": "a",
  "resource-based policy": "a",
  "session policy": "a",
};

function reasonOf(denial: Denial, action: string): string {
  switch (denial.kind) {
    case "explicit":
      return `with an explicit deny in ${ARTICLE[denial.policyType]} ${denial.policyType}`;
    case "implicit": {
      const reason = `because no ${denial.policyType} allows the ${action} action`;
      return denial.notEvaluated === null
        ? reason
        : `${reason} (the local cloud can't evaluate ${denial.notEvaluated})`;
    }
    case "not-evaluated":
      return `because the local cloud can't evaluate ${denial.what}`;
  }
}

/** @param resource as the service writes it: S3 puts it in quotation marks */
export function describeDenial(
  session: Session,
  { action, resource }: Pick<Access, "action" | "resource">,
  denial: Denial,
): string {
  return `User: ${sessionArn(session)} is not authorized to perform: ${action} on resource: ${resource} ${reasonOf(denial, action)}`;
}
