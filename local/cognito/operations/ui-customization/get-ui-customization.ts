import { operation } from "../../operation.ts";
import { ALL_CLIENTS, describeUiCustomization } from "./describe-ui-customization.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUICustomization.html */
export const getUICustomization = operation("GetUICustomization", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { ClientId = ALL_CLIENTS } = input;
  if (ClientId !== ALL_CLIENTS) context.clients.require(ClientId, pool);
  const own = context.documents.find(pool, "ui-customization", ClientId);
  const found = own ?? context.documents.find(pool, "ui-customization", ALL_CLIENTS);
  return { UICustomization: describeUiCustomization(pool, ClientId, found) };
});
