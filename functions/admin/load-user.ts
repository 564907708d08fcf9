import {
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito, callCognito } from "../../libs/cognito/call-cognito.ts";
import type { MfaSettings } from "../../libs/cognito/second-factors.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import type { UserSummary } from "../../libs/schemas/admin-users.ts";
import { callOnUser } from "./call-on-user.ts";
import { describeUser } from "./describe-user.ts";
import { environment } from "./environment.ts";

export interface PoolUser extends UserSummary {
  /** The name that the pool's administrative operations take. */
  readonly username: string;
  readonly mfaSettings: MfaSettings;
}

function read(user: AdminGetUserCommandOutput): PoolUser {
  const { Username: username = "" } = user;
  return { ...describeUser({ ...user, Attributes: user.UserAttributes }), username, mfaSettings: user };
}

/** Users of identity providers have another username: they are found by their `sub`. */
async function findName(UserPoolId: string, id: string): Promise<string | undefined> {
  const { Users = [] } = await callCognito(
    new ListUsersCommand({ UserPoolId, Filter: `sub = "${id}"`, Limit: 1 }),
  );
  return Users[0]?.Username;
}

/**
 * A user by `sub`, which is also the username of those who sign in by e-mail. Nothing else counts as an id: names and addresses
 * may pass to another user.
 *
 * @throws ApiError `not_found`
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
 */
export async function loadUser(id: string): Promise<PoolUser> {
  const UserPoolId = environment().USER_POOL_ID;
  const named = await attemptCognito(new AdminGetUserCommand({ UserPoolId, Username: id }), [
    "UserNotFoundException",
  ]);
  if (named !== undefined) {
    const user = read(named);
    if (user.sub === id) return user;
  }
  const Username = await findName(UserPoolId, id);
  if (Username === undefined) throw new ApiError("not_found");
  const user = read(await callOnUser(new AdminGetUserCommand({ UserPoolId, Username })));
  if (user.sub !== id) throw new ApiError("not_found");
  return user;
}
