import { AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Principal } from "../../libs/auth/principal.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { profileFrom } from "../../libs/cognito/profile-attributes.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import type { Profile } from "../../libs/schemas/profile.ts";
import { environment } from "./environment.ts";

/**
 * The caller's profile as the pool has it now. Asked for by name with this module's own rights, since GetUser would need
 * a token with Cognito's own scope, which not every token for this API has.
 *
 * @throws ApiError `account_unavailable` where the token outlived its account
 */
export async function readProfile({ username, groups }: Principal): Promise<Profile> {
  const user = await callCognito(
    new AdminGetUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: username }),
  );
  if (user.Enabled === false) throw new ApiError("account_unavailable");
  return profileFrom(user, groups);
}
