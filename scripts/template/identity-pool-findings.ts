import { type Template, toList } from "../../cloudformation/template.ts";
import { resourcesOfType } from "./check.ts";

interface IdentityPool {
  readonly AllowUnauthenticatedIdentities?: boolean;
  readonly AllowClassicFlow?: boolean;
  readonly CognitoIdentityProviders?: { readonly ServerSideTokenCheck?: boolean }[];
}
interface RoleAttachment {
  readonly RoleMappings?: Record<
    string,
    { readonly Type?: string; readonly AmbiguousRoleResolution?: string }
  >;
  readonly Roles?: Record<string, unknown>;
}
interface Group {
  readonly RoleArn?: unknown;
}

/** Identity pools that give credentials to guests, for unchecked tokens, or to users without a group. */
export function identityPoolFindings(template: Template): string[] {
  const pools = resourcesOfType<IdentityPool>(template, "AWS::Cognito::IdentityPool");
  const attachments = resourcesOfType<RoleAttachment>(template, "AWS::Cognito::IdentityPoolRoleAttachment");
  const groups = resourcesOfType<Group>(template, "AWS::Cognito::UserPoolGroup");
  return [
    ...pools.flatMap(({ id, properties: pool }) => [
      ...(pool.AllowUnauthenticatedIdentities === false ? [] : [`${id}: allows guests`]),
      ...(pool.AllowClassicFlow === false ? [] : [`${id}: allows the classic flow`]),
      ...toList(pool.CognitoIdentityProviders)
        .filter(({ ServerSideTokenCheck }) => ServerSideTokenCheck !== true)
        .map(() => `${id}: accepts revoked tokens`),
    ]),
    ...attachments.flatMap(({ id, properties: { RoleMappings = {}, Roles = {} } }) => [
      ...(Object.keys(RoleMappings).length > 0 ? [] : [`${id}: gives all users the same role`]),
      ...Object.values(RoleMappings)
        .filter(({ Type, AmbiguousRoleResolution }) => Type !== "Token" || AmbiguousRoleResolution !== "Deny")
        .map(() => `${id}: a user without a group gets credentials`),
      ...("unauthenticated" in Roles ? [`${id}: guests have a role`] : []),
    ]),
    ...(pools.length > 0 ? groups : [])
      .filter(({ properties }) => properties.RoleArn === undefined)
      .map(({ id }) => `${id}: a group without a role`),
  ];
}
