import { AdminCreateUserCommand, GetGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { keepName } from "../../libs/activity/names.ts";
import { attemptCognito, callCognito } from "../../libs/cognito/call-cognito.ts";
import { attributesOf } from "../../libs/cognito/profile-attributes.ts";
import { markVouched } from "../../libs/groups/vouched.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { UserDetail, UserInvitation } from "../../libs/schemas/admin-users.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { record, table } from "./administration.ts";
import { describeUser } from "./describe-user.ts";
import { environment } from "./environment.ts";
import { loadUserDetail } from "./load-user-detail.ts";
import { withInvitation } from "./pending-invitation.ts";

/** @throws ApiError `invalid_parameter` */
async function checkGroup(GroupName: string | undefined): Promise<void> {
  if (GroupName === undefined) return;
  const { USER_POOL_ID: UserPoolId } = environment();
  const found = await attemptCognito(new GetGroupCommand({ UserPoolId, GroupName }), [
    "ResourceNotFoundException",
  ]);
  if (found === undefined) throw new ApiError("invalid_parameter", { detail: "There is no such group." });
}

const isTaken = (error: unknown) => error instanceof ApiError && error.code === "email_in_use";

/**
 * Creates an account and mails its temporary password. The address counts as verified: only the owner of the mailbox can sign
 * in, and an account without a verified address could never reset its password. The groups come with the first sign-in, as for
 * every new account: the default one, that of its domain, and the one promised here. Administrators may learn that an address
 * is taken.
 */
export const inviteUser = route({
  operation: "inviteUser",
  summary: "Create an account and mail an invitation with a temporary password",
  errors: ["email_in_use", "invalid_parameter", "code_delivery_failed", "request_refused", "not_found"],
  method: "POST",
  path: "/v1/admin/users",
  scope: "api/users.write",
  assurance: "recent",
  status: 201,
  body: UserInvitation,
  response: UserDetail,
  run: async ({ body: { email, group, language, profile, reason }, principal, from }) => {
    await checkGroup(group);
    const { USER_POOL_ID, DEFAULT_GROUP } = environment();
    const fields = { ...withoutUndefined({ locale: language }), ...profile };
    const create = () =>
      callCognito(
        new AdminCreateUserCommand({
          UserPoolId: USER_POOL_ID,
          Username: email,
          UserAttributes: [
            { Name: "email", Value: email },
            { Name: "email_verified", Value: "true" },
            ...attributesOf(fields),
          ],
          DesiredDeliveryMediums: ["EMAIL"],
          // The language of the mail; the account keeps its own.
          ...withoutUndefined({ ClientMetadata: language && { locale: language } }),
        }),
        { UsernameExistsException: "email_in_use" },
      );
    const promise = { email, group: group ?? DEFAULT_GROUP, language, invitedBy: principal.sub };
    const { User = {} } = await withInvitation(promise, create, isTaken);
    const user = describeUser(User);
    const { sub } = user;
    await markVouched(table(), sub, Date.now());
    await keepName(table(), sub, user);
    await record("user_invited", sub, { principal, from, reason }, { group: promise.group });
    return loadUserDetail(sub);
  },
});
