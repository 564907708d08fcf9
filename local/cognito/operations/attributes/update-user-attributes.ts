import { fromAttributeList } from "../../attributes/attribute-list.ts";
import { checkClientMayWrite } from "../../attributes/client-access.ts";
import { operation } from "../../operation.ts";
import { updateAttributes } from "../../verification/attribute-codes.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes = operation("UpdateUserAttributes", async (input, context) => {
  const { client, pool, user } = context.caller;
  const changes = fromAttributeList(input.UserAttributes);
  checkClientMayWrite(pool.settings, client, Object.keys(changes));
  const clientMetadata = input.ClientMetadata ?? {};
  return {
    CodeDeliveryDetailsList: await updateAttributes(context, { pool, user, client, changes, clientMetadata }),
  };
});
