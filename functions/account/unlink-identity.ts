import {
  AdminDisableProviderForUserCommand,
  AdminGetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { subjectsAt } from "../../libs/cognito/identities.ts";
import { displayedNameOf, providerOf } from "../../libs/federation/external-identity.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { IdentityParams } from "../../libs/schemas/identities.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { environment } from "./environment.ts";
import { alertSelf, occurrence, recordOwn } from "./own-activity.ts";

/**
 * Unlinks the account's identities of one provider, and mails the owner. A local account keeps its password and its codes, so it is never
 * locked out. An account that was created by a provider's sign-in has no other way to sign in: its identity stays.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableProviderForUser.html
 */
export const unlinkIdentity = route({
  operation: "unlinkIdentity",
  summary: "Unlink the identities of one provider from your account",
  errors: ["account_unavailable", "federated_account", "invalid_parameter", "not_found", "request_refused"],
  method: "DELETE",
  path: "/v1/me/identities/{provider}",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  params: IdentityParams,
  response: Nothing,
  run: async ({ params: { provider }, principal, from }) => {
    const { username } = principal;
    if (providerOf(username) !== undefined) {
      throw new ApiError("federated_account", { detail: "The account has no other way to sign in." });
    }
    const UserPoolId = environment().USER_POOL_ID;
    const user = await callCognito(new AdminGetUserCommand({ UserPoolId, Username: username }));
    const attributes = new Map(user.UserAttributes?.map(({ Name, Value }) => [Name, Value]));
    const subjects = subjectsAt(provider, attributes.get("identities"));
    if (subjects.length === 0) throw new ApiError("not_found");
    for (const subject of subjects) {
      await callCognito(
        new AdminDisableProviderForUserCommand({
          UserPoolId,
          User: {
            ProviderName: provider,
            ProviderAttributeName: "Cognito_Subject",
            ProviderAttributeValue: subject,
          },
        }),
        // The first: another request was quicker. The second is in AWS's list for this call, without a case that leads to it.
        { UserNotFoundException: "not_found", AliasExistsException: "request_refused" },
      );
    }
    const owner = { email: attributes.get("email"), locale: attributes.get("locale") };
    await Promise.all([
      recordOwn("identity_unlinked", { principal, from }, { provider }),
      alertSelf("identityUnlinked", owner, { ...occurrence(from), provider: displayedNameOf(provider) }),
    ]);
    return undefined;
  },
});
