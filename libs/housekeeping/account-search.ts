import type {
  AdminGetUserCommandOutput,
  ListUsersCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { callJsonService } from "../aws/call-json-service.ts";
import { MODULE_PATIENCE } from "../aws/signed-request.ts";
import { Fault } from "../observability/describe-cause.ts";

const call = <Output>(operation: string, input: object) =>
  callJsonService<Output>({ service: "cognito-idp", operation, input, patience: MODULE_PATIENCE });

/**
 * Whether a pool has a user with this `sub`. Two queries must agree that it has none: `AdminGetUser` takes the `sub` of a local
 * user as the username, and `ListUsers` finds that of a federated one as well. Disabled and unconfirmed users are users.
 *
 * @throws AwsError for every other answer, and network errors: if the query fails, the account does not count as missing
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
 */
export async function hasAccount(UserPoolId: string, sub: string): Promise<boolean> {
  try {
    await call<AdminGetUserCommandOutput>("AdminGetUser", { UserPoolId, Username: sub });
    return true;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "UserNotFoundException") throw error;
  }
  const { Users } = await call<ListUsersCommandOutput>("ListUsers", {
    UserPoolId,
    Filter: `sub = "${sub}"`,
    Limit: 1,
  });
  if (!Array.isArray(Users)) throw new Fault("ListUsers answered without a list");
  return Users.length > 0;
}
