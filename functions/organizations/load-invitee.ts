import { AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Principal } from "../../libs/auth/principal.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { isTrue } from "../../libs/cognito/is-true.ts";
import type { Invitee } from "../../libs/organizations/invitations.ts";
import { environment } from "./environment.ts";

/**
 * The caller with the address that is verified now: the one in a token may have changed since. An address that an identity
 * provider vouches for is enough here, because an invitation also takes the secret from the mailbox.
 *
 * @throws ApiError `account_unavailable`
 */
export async function loadInvitee({ sub, username }: Principal): Promise<Invitee> {
  const { UserAttributes = [], Enabled } = await callCognito(
    new AdminGetUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: username }),
    { UserNotFoundException: "account_unavailable" },
  );
  const attribute = (name: string) => UserAttributes.find(({ Name }) => Name === name)?.Value;
  const isVerified = Enabled === true && isTrue(attribute("email_verified"));
  return { sub, verifiedEmail: isVerified ? attribute("email") : undefined };
}
