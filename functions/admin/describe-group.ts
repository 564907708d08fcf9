import type { GroupType } from "@aws-sdk/client-cognito-identity-provider";
import { versionOf } from "../../libs/admins/version-of.ts";
import { GROUP_SCOPES } from "../../libs/auth/permissions.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import type { Group } from "../../libs/schemas/admin-groups.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";

/** The groups that the template creates and the permission map gives scopes. */
const isProtected = (name: string) => GROUP_SCOPES.has(name);

/** @throws ApiError `group_protected` */
export function checkUnprotected(name: string): void {
  if (isProtected(name)) throw new ApiError("group_protected");
}

/** A group of the pool in the API's form. */
export function describeGroup({
  GroupName = "",
  Description,
  Precedence,
  CreationDate = new Date(0),
  LastModifiedDate = new Date(0),
}: GroupType): Group {
  return {
    name: GroupName,
    ...withoutUndefined({ description: Description || undefined, precedence: Precedence }),
    scopes: [...(GROUP_SCOPES.get(GroupName) ?? [])],
    protected: isProtected(GroupName),
    version: versionOf([Description === "" ? undefined : Description, Precedence]),
    createdAt: CreationDate.toISOString(),
    updatedAt: LastModifiedDate.toISOString(),
  };
}
