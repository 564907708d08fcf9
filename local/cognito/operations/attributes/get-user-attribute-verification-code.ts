import { attributeNotVerifiable, attributeWithoutValue } from "../../errors/code-errors.ts";
import { operation } from "../../operation.ts";
import { attributeCode, isVerifiableAttribute } from "../../verification/attribute-codes.ts";
import { sendCode } from "../../verification/codes.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode = operation(
  "GetUserAttributeVerificationCode",
  async ({ AttributeName, ClientMetadata = {} }, context) => {
    const { client, pool, user } = context.caller;
    if (!isVerifiableAttribute(AttributeName)) {
      throw attributeNotVerifiable(AttributeName);
    }
    const destination = context.pendingAttributes.find(user, AttributeName) ?? user.attributes[AttributeName];
    if (destination === undefined) {
      throw attributeWithoutValue(AttributeName);
    }
    const CodeDeliveryDetails = await sendCode(context, {
      ...attributeCode(pool, user, AttributeName, destination),
      client,
      source: "CustomMessage_VerifyUserAttribute",
      clientMetadata: ClientMetadata,
    });
    return { CodeDeliveryDetails };
  },
);
