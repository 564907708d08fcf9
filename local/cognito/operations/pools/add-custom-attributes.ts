import { addCustomAttributes as extendSchema } from "../../attributes/resolve-schema.ts";
import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html */
export const addCustomAttributes = operation(
  "AddCustomAttributes",
  ({ UserPoolId, CustomAttributes }, { pools }) => {
    const pool = pools.require(UserPoolId);
    const SchemaAttributes = extendSchema(pool.settings.SchemaAttributes, CustomAttributes);
    pools.update(pool, { settings: { ...pool.settings, SchemaAttributes } });
    return {};
  },
);
