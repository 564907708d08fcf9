import type {
  AdminListGroupsForUserCommandInput,
  AdminListGroupsForUserCommandOutput,
  GroupType,
} from "@aws-sdk/client-cognito-identity-provider";
import { callJsonService } from "../aws/call-json-service.ts";
import { TRIGGER_PATIENCE } from "../aws/signed-request.ts";

/** A user's groups for tokens, in the form of `groupOverrideDetails`. */
export interface Membership {
  readonly groupsToOverride: string[];
  readonly iamRolesToOverride: string[];
  readonly preferredRole?: string;
}

/** Groups without a precedence come last. */
const precedenceOf = ({ Precedence }: GroupType) => Precedence ?? Number.MAX_SAFE_INTEGER;

/**
 * The membership that Cognito would put into a token. The role of the group with the lowest precedence is preferred; there is
 * none if groups of the same precedence have different roles.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html
 */
export function membershipOf(groups: readonly GroupType[]): Membership {
  const sorted = [...groups].sort((one, other) => precedenceOf(one) - precedenceOf(other));
  const rolesOf = (some: readonly GroupType[]) => [
    ...new Set(some.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [RoleArn]))),
  ];
  const [first] = sorted;
  const preferred = rolesOf(
    first ? sorted.filter((group) => precedenceOf(group) === precedenceOf(first)) : [],
  );
  return {
    groupsToOverride: sorted.flatMap(({ GroupName }) => (GroupName === undefined ? [] : [GroupName])),
    iamRolesToOverride: rolesOf(sorted),
    ...(preferred.length === 1 && preferred[0] !== undefined ? { preferredRole: preferred[0] } : {}),
  };
}

/** @throws AwsError or a network error */
export async function loadMembership(userPoolId: string, username: string): Promise<Membership> {
  const input: AdminListGroupsForUserCommandInput = { UserPoolId: userPoolId, Username: username, Limit: 60 };
  const { Groups = [] } = await callJsonService<AdminListGroupsForUserCommandOutput>({
    service: "cognito-idp",
    operation: "AdminListGroupsForUser",
    input,
    patience: TRIGGER_PATIENCE,
  });
  return membershipOf(Groups);
}
