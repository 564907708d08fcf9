import type { Authorizer } from "../iam/authorizer.ts";
import type { Access } from "../iam/decide.ts";
import type { Session } from "../iam/session.ts";
import { bucketArn } from "./s3-actions.ts";
import { accessDenied } from "./s3-error.ts";

/**
 * Refuses access that the session's policies and the bucket's do not allow. The account itself (`null`) may do everything.
 *
 * @throws S3Error AccessDenied
 */
export type CheckAccess = (session: Session | null, accesses: readonly Access[]) => void;

export function createAccessCheck(authorizer: Authorizer): CheckAccess {
  return (session, accesses) => {
    if (session === null) return;
    for (const access of accesses) {
      const bucket = access.resource.slice(bucketArn("x").length - 1).split("/")[0] ?? "";
      const message = authorizer.refusal(session, access, {
        resourceArn: bucketArn(bucket),
        shown: `"${access.resource}"`,
      });
      if (message !== null) throw accessDenied(message);
    }
  };
}
