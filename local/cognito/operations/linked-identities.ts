/** Identities of providers that are linked to a user of the pool. */

import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { identityProviderNotFound } from "../errors/resource-errors.ts";
import { userNotFound } from "../errors/user-errors.ts";
import { findProfile, type Identity, identitiesOf, SUBJECT } from "../federation/federated-profile.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { ExternalIdentity } from "../state/linked-identity-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";

const sourceIsLocal = (): ServiceError =>
  invalidParameter("SourceUser must be a user of an external identity provider.");

const identityIncomplete = (): ServiceError =>
  invalidParameter("ProviderName, ProviderAttributeName and ProviderAttributeValue are required.");

const alreadyLinked = (): ServiceError => invalidParameter("SourceUser is already linked to DestinationUser");

const mergingUnsupported = (): ServiceError =>
  invalidParameter("Merging is not currently supported, provide a SourceUser without a profile");

const tooManyIdentities = (): ServiceError =>
  new ServiceError("LimitExceededException", "A user can be linked to five external identities at most.");

const identityNotLinked = (): ServiceError =>
  new ServiceError("UserNotFoundException", "User does not exist.");

type Context = Pick<OperationContext, "documents" | "linkedIdentities" | "users">;

/**
 * Keeps the user's `identities` attribute in step with what is linked; it is removed with the last one. The identity that a profile
 * was created for stays first.
 */
function writeIdentitiesAttribute(
  { documents, linkedIdentities, users }: Context,
  pool: Pool,
  user: User,
): void {
  const linked = linkedIdentities.ofUser(user).map(
    ({ provider, value, linkedAt }): Identity => ({
      userId: value,
      providerName: provider,
      providerType: documents.find(pool, "identity-provider", provider)?.content.ProviderType ?? provider,
      issuer: null,
      primary: false,
      dateCreated: linkedAt,
    }),
  );
  const all = [...identitiesOf(user).filter(({ primary }) => primary), ...linked];
  const { identities: _, ...others } = user.attributes;
  const attributes = all.length === 0 ? others : { ...others, identities: JSON.stringify(all) };
  users.update(pool, user, { attributes });
}

interface ProviderUser {
  readonly ProviderName?: string | undefined;
  readonly ProviderAttributeName?: string | undefined;
  readonly ProviderAttributeValue?: string | undefined;
}

/** The provider that stands for the pool itself. */
const LOCAL_PROVIDER = "Cognito";

/** @throws ServiceError InvalidParameterException */
function readIdentity({
  ProviderName: provider,
  ProviderAttributeName: attribute,
  ProviderAttributeValue: value,
}: ProviderUser): ExternalIdentity {
  if (!provider || !value || (provider !== LOCAL_PROVIDER && !attribute)) throw identityIncomplete();
  return { provider, attribute: attribute ?? "", value };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MAX_IDENTITIES = 5;

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
  if (linked !== null) throw linked.userKey === user.key ? alreadyLinked() : mergingUnsupported();
  if (source.attribute === SUBJECT && findProfile(context, pool, source.provider, source.value) !== null) {
    throw mergingUnsupported();
  }
  if (context.linkedIdentities.ofUser(user).length >= MAX_IDENTITIES) throw tooManyIdentities();
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

/**
 * Unlinks an external identity, or removes a user's password
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
  if (user === null) throw identityNotLinked();
  context.atomically(() => {
    context.linkedIdentities.unlink(pool, identity);
    writeIdentitiesAttribute(context, pool, user);
  });
  return {};
});
