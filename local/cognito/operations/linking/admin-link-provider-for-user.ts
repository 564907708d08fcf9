import { identityProviderNotFound } from "../../errors/identity-provider-errors.ts";
import {
  alreadyLinked,
  destinationNotOfPool,
  mergingUnsupported,
  sourceIsLocal,
  tooManyIdentities,
} from "../../errors/linking-errors.ts";
import { operation } from "../../operation.ts";
import { writeIdentitiesAttribute } from "./identities-attribute.ts";
import { LOCAL_PROVIDER, readIdentity } from "./read-identity.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MOST_IDENTITIES = 5;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html */
export const adminLinkProviderForUser = operation("AdminLinkProviderForUser", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const destination = readIdentity(input.DestinationUser);
  const source = readIdentity(input.SourceUser);
  if (destination.provider !== LOCAL_PROVIDER) throw destinationNotOfPool();
  if (source.provider === LOCAL_PROVIDER) throw sourceIsLocal();
  if (context.documents.find(pool, "identity-provider", source.provider) === null) {
    throw identityProviderNotFound(source.provider);
  }
  const user = context.users.require(pool, destination.value);
  const linked = context.linkedIdentities.find(pool, source);
  if (linked !== null) {
    throw linked.userKey === user.key ? alreadyLinked() : mergingUnsupported();
  }
  if (context.linkedIdentities.ofUser(user).length >= MOST_IDENTITIES) throw tooManyIdentities();
  context.atomically(() => {
    context.linkedIdentities.link(pool, user, source);
    writeIdentitiesAttribute(context, pool, user);
  });
  return {};
});
