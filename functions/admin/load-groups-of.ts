import { AdminListGroupsForUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callOnUser } from "./call-on-user.ts";
import { environment } from "./environment.ts";

/** The names of all groups of a user, which may be a hundred. @throws ApiError `not_found` */
export async function loadGroupsOf(username: string): Promise<readonly string[]> {
  const groups: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await callOnUser(
      new AdminListGroupsForUserCommand({
        UserPoolId: environment().USER_POOL_ID,
        Username: username,
        Limit: 60,
        NextToken,
      }),
    );
    groups.push(...(page.Groups ?? []).flatMap(({ GroupName }) => GroupName ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return groups;
}
