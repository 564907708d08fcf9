import { identityNotLinked } from "../../errors/linking-errors.ts";
import { operation } from "../../operation.ts";
import { writeIdentitiesAttribute } from "./identities-attribute.ts";
import { LOCAL_PROVIDER, readIdentity } from "./read-identity.ts";

/**
 * Makes an external identity a stranger again, or takes a user's password away
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableProviderForUser.html).
 */
export const adminDisableProviderForUser = operation("AdminDisableProviderForUser", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const identity = readIdentity(input.User);
  if (identity.provider === LOCAL_PROVIDER) {
    context.users.removePassword(context.users.require(pool, identity.value));
    return {};
  }
  const linked = context.linkedIdentities.find(pool, identity);
  const user = linked === null ? null : context.users.byKey(linked.userKey);
  if (user === null) {
    throw identityNotLinked();
  }
  context.atomically(() => {
    context.linkedIdentities.unlink(pool, identity);
    writeIdentitiesAttribute(context, pool, user);
  });
  return {};
});
