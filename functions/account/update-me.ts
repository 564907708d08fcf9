import { AdminUpdateUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { keepName } from "../../libs/activity/names.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { attributesOf, changedFields } from "../../libs/cognito/profile-attributes.ts";
import { route } from "../../libs/http/route.ts";
import { Profile, ProfileUpdate } from "../../libs/schemas/profile.ts";
import { environment } from "./environment.ts";
import { recordOwn, table } from "./own-activity.ts";
import { readProfile } from "./read-profile.ts";

/**
 * Changes the given fields and answers with the whole profile. Fields that already have their value cost no call and no event.
 */
export const updateMe = route({
  operation: "updateMe",
  summary: "Change your profile: given fields change, null clears one, the rest stays",
  errors: ["account_unavailable", "invalid_parameter", "request_refused"],
  method: "PATCH",
  path: "/v1/me",
  scope: "api/profile",
  body: ProfileUpdate,
  response: Profile,
  run: async ({ body, principal, from }) => {
    // A disabled account must not change, although its tokens live on for a while.
    const current = await readProfile(principal);
    const UserAttributes = attributesOf(changedFields(body, current));
    if (UserAttributes.length === 0) return current;
    await callCognito(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: environment().USER_POOL_ID,
        Username: principal.username,
        UserAttributes,
      }),
    );
    await recordOwn("profile_changed", { principal, from });
    const changed = await readProfile(principal);
    await keepName(table(), principal.sub, changed);
    return changed;
  },
});
