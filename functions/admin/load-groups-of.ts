import { AdminListGroupsForUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { listPages } from "../../libs/aws/list-pages.ts";
import { callOnUser } from "./call-on-user.ts";
import { environment } from "./environment.ts";

/** The names of all groups of a user, which may be a hundred. @throws ApiError `not_found` */
export async function loadGroupsOf(Username: string): Promise<readonly string[]> {
  const ofUser = { UserPoolId: environment().USER_POOL_ID, Username, Limit: 60 };
  const groups: string[] = [];
  const pages = listPages((NextToken) =>
    callOnUser(new AdminListGroupsForUserCommand({ ...ofUser, NextToken })),
  );
  for await (const { Groups = [] } of pages) {
    groups.push(...Groups.flatMap(({ GroupName }) => GroupName ?? []));
  }
  return groups;
}
