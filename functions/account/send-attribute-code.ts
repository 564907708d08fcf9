import {
  type CodeDeliveryDetailsType,
  GetUserAttributeVerificationCodeCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { AttributeCodeRequest, AttributeCodeResponse, AttributeParams } from "../../libs/schemas/account.ts";
import { checkOwnAccountScope } from "./load-own-user.ts";

/** @throws ApiError `code_delivery_failed` where Cognito sent nothing */
function describeDelivery(details: CodeDeliveryDetailsType | undefined) {
  const { DeliveryMedium: medium, Destination: destination } = details ?? {};
  if (medium === undefined || destination === undefined) throw new ApiError("code_delivery_failed");
  return { delivery: { medium, destination } };
}

/**
 * Sends a code that proves an address or a number. A new one takes the old one's place only once its code is given back:
 * until then the old one stays in force.
 */
export const sendAttributeCode = route({
  operation: "sendAttributeCode",
  summary:
    "Send a code that proves the e-mail address or telephone number, or a new one that is to take its place",
  errors: [
    "code_delivery_failed",
    "invalid_parameter",
    "email_in_use",
    "account_unavailable",
    "request_refused",
  ],
  method: "POST",
  path: "/v1/me/attributes/{name}/code",
  scope: "api/profile",
  assurance: "recent",
  params: AttributeParams,
  body: AttributeCodeRequest,
  response: AttributeCodeResponse,
  run: async ({ params: { name }, body: { value }, principal, accessToken }) => {
    checkOwnAccountScope(principal);
    if (value === undefined) {
      const { CodeDeliveryDetails } = await callCognito(
        new GetUserAttributeVerificationCodeCommand({ AccessToken: accessToken, AttributeName: name }),
      );
      return describeDelivery(CodeDeliveryDetails);
    }
    if (value.startsWith("+") !== (name === "phone_number")) {
      throw new ApiError("invalid_parameter", { detail: "The value does not fit the attribute." });
    }
    const { CodeDeliveryDetailsList } = await callCognito(
      new UpdateUserAttributesCommand({
        AccessToken: accessToken,
        UserAttributes: [{ Name: name, Value: value }],
      }),
    );
    return describeDelivery(CodeDeliveryDetailsList?.find(({ AttributeName }) => AttributeName === name));
  },
});
