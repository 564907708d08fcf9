import { AdminDeleteUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { pendingAttributes } from "../../libs/account/pending-attributes.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { describeMfa } from "../../libs/cognito/second-factors.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { OWNER_ERRORS } from "./call-as-owner.ts";
import { environment } from "./environment.ts";
import { loadOwnUser } from "./load-own-user.ts";
import { recordOwn, table } from "./own-activity.ts";

/**
 * Removes the phone number, and one that waits for its code. A number that is a second factor stays until its owner turns the
 * factor off: removing a number must not weaken the sign-in as a side effect. The module uses its own rights, because app
 * clients may not write numbers (resources/app-clients.yml).
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html
 */
export const removePhoneNumber = route({
  operation: "removePhoneNumber",
  summary: "Remove the phone number, and one that waits for its code",
  errors: ["factor_in_use", "not_found", ...OWNER_ERRORS],
  method: "DELETE",
  path: "/v1/me/attributes/phone_number",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  response: Nothing,
  run: async ({ principal, accessToken, from }) => {
    const { mfa, phoneNumber, username } = await loadOwnUser(principal, accessToken);
    if (describeMfa(mfa).enabled.includes("sms")) throw new ApiError("factor_in_use");
    const pending = pendingAttributes(table());
    const waiting = await pending.load(principal.sub, Date.now());
    if (phoneNumber === undefined && waiting.phone_number === undefined) throw new ApiError("not_found");
    await callCognito(
      new AdminDeleteUserAttributesCommand({
        UserPoolId: environment().USER_POOL_ID,
        Username: username,
        UserAttributeNames: ["phone_number"],
      }),
      // The factor was turned on a moment ago.
      { InvalidParameterException: "factor_in_use" },
    );
    await pending.forget(principal.sub, "phone_number");
    if (phoneNumber !== undefined) await recordOwn("phone_number_removed", { principal, from });
    return undefined;
  },
});
