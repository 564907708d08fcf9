import { identityProviderNotFound } from "../../errors/identity-provider-errors.ts";
import {
  alreadyLinked,
  mergingUnsupported,
  sourceIsLocal,
  tooManyIdentities,
} from "../../errors/linking-errors.ts";
import { userNotFound } from "../../errors/user-errors.ts";
import { findProfile, SUBJECT } from "../../federation/federated-profile.ts";
import { operation } from "../../operation.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { ExternalIdentity } from "../../state/linked-identity-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { writeIdentitiesAttribute } from "./identities-attribute.ts";
import { LOCAL_PROVIDER, readIdentity } from "./read-identity.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MOST_IDENTITIES = 5;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html */
export const adminLinkProviderForUser = operation("AdminLinkProviderForUser", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  // "The ProviderAttributeName of the DestinationUser is ignored."
  const destination = readIdentity({ ...input.DestinationUser, ProviderAttributeName: SUBJECT });
  const source = readIdentity(input.SourceUser);
  if (source.provider === LOCAL_PROVIDER) throw sourceIsLocal();
  if (context.documents.find(pool, "identity-provider", source.provider) === null) {
    throw identityProviderNotFound(source.provider);
  }
  const user = requireDestination(context, pool, destination);
  const linked = context.linkedIdentities.find(pool, source);
  if (linked !== null) {
    throw linked.userKey === user.key ? alreadyLinked() : mergingUnsupported();
  }
  if (source.attribute === SUBJECT && findProfile(context, pool, source.provider, source.value) !== null) {
    throw mergingUnsupported();
  }
  if (context.linkedIdentities.ofUser(user).length >= MOST_IDENTITIES) throw tooManyIdentities();
  context.atomically(() => {
    context.linkedIdentities.link(pool, user, source);
    writeIdentitiesAttribute(context, pool, user);
  });
  return {};
});

/**
 * A user of the pool by username, or a provider's by the id that they have there.
 * @throws ServiceError UserNotFoundException
 */
function requireDestination(
  context: Pick<OperationContext, "users">,
  pool: Pool,
  { provider, value }: ExternalIdentity,
): User {
  if (provider === LOCAL_PROVIDER) return context.users.require(pool, value);
  const profile = findProfile(context, pool, provider, value);
  if (profile === null) throw userNotFound();
  return profile;
}
