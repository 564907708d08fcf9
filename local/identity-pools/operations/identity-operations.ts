/** Creates, finds, describes and unlinks identities. */
import { guestsRefused, identityForbidden, loginsDoNotMatch, loginTaken } from "../errors.ts";
import type { IdentityContext } from "../identity-context.ts";
import { isSameProvider, type VerifiedLogin, verifiedIdentity, verifyLogins } from "../logins.ts";
import { operation } from "../operation.ts";
import { page } from "../page.ts";
import type { IdentityPool } from "../state/identity-pool-repository.ts";
import type { Identity } from "../state/identity-repository.ts";

type Logins = Readonly<Record<string, string>> | undefined;

/** The identity of a set of logins, which then has all of them. @throws ServiceError ResourceConflictException */
function identityOfLogins(
  { atomically, identities }: IdentityContext,
  pool: IdentityPool,
  logins: readonly VerifiedLogin[],
): Identity {
  return atomically(() => {
    const known = logins.map((login) => identities.findByLogin(pool, login)).find((found) => found !== null);
    const identity = known ?? identities.create(pool);
    for (const login of logins) if (!identities.link(identity, login)) throw loginTaken();
    return identity;
  });
}

export const getId = operation("GetId", async ({ IdentityPoolId, Logins }, context) => {
  const pool = context.pools.require(IdentityPoolId);
  const own = await verifiedIdentity(context, pool, Logins);
  if (own !== null) return { IdentityId: context.identities.require(own).id };
  const logins = verifyLogins(context, pool, Logins);
  if (logins.length > 0) return { IdentityId: identityOfLogins(context, pool, logins).id };
  if (!pool.settings.AllowUnauthenticatedIdentities) throw guestsRefused();
  return { IdentityId: context.identities.create(pool).id };
});

/** The caller and its logins, checked against the identity. */
export interface OpenIdentity {
  readonly pool: IdentityPool;
  readonly identity: Identity;
  /** The verified logins; none for a guest. */
  readonly logins: readonly VerifiedLogin[];
  readonly isAuthenticated: boolean;
}

/**
 * Opens an identity for a caller with one of its verified logins; a guest's identity for anyone, if the pool allows guests. A
 * new login is added to the identity if the request also has another verified login of it, or if it has none yet.
 *
 * @throws ServiceError ResourceNotFoundException, NotAuthorizedException, ResourceConflictException
 */
export async function openIdentity(
  context: IdentityContext,
  identityId: string,
  given: Logins,
): Promise<OpenIdentity> {
  const identity = context.identities.require(identityId);
  const pool = context.pools.require(identity.poolId);
  const own = await verifiedIdentity(context, pool, given);
  if (own !== null && own !== identity.id) throw identityForbidden(identityId);
  const logins = verifyLogins(context, pool, given);
  const kept = context.identities.logins(identity);
  if (own === null && logins.length === 0) {
    if (kept.length > 0) throw identityForbidden(identityId);
    if (!pool.settings.AllowUnauthenticatedIdentities) throw guestsRefused();
    return { pool, identity, logins, isAuthenticated: false };
  }
  const isTheirs = logins.some((login) =>
    kept.some(({ provider, subject }) => provider === login.provider && subject === login.subject),
  );
  if (own === null && kept.length > 0 && !isTheirs) throw loginsDoNotMatch();
  context.atomically(() => {
    for (const login of logins) if (!context.identities.link(identity, login)) throw loginTaken();
  });
  return { pool, identity, logins, isAuthenticated: true };
}

function describe({ identities }: IdentityContext, identity: Identity) {
  return {
    IdentityId: identity.id,
    Logins: identities.logins(identity).map(({ provider }) => provider),
    CreationDate: new Date(identity.createdAt),
    LastModifiedDate: new Date(identity.modifiedAt),
  };
}

export const describeIdentity = operation("DescribeIdentity", ({ IdentityId }, context) =>
  describe(context, context.identities.require(IdentityId)),
);

export const listIdentities = operation("ListIdentities", (input, context) => {
  const pool = context.pools.require(input.IdentityPoolId);
  const { items, nextToken } = page(context, {
    scope: ["ListIdentities", pool.id],
    limit: input.MaxResults,
    token: input.NextToken,
    load: (limit, after) => context.identities.list(pool, { limit, after }),
  });
  return {
    IdentityPoolId: pool.id,
    Identities: items.map((identity) => describe(context, identity)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});

export const deleteIdentities = operation("DeleteIdentities", ({ IdentityIdsToDelete }, { identities }) => {
  for (const id of IdentityIdsToDelete) {
    const identity = identities.find(id);
    if (identity !== null) identities.delete(identity);
  }
  return { UnprocessedIdentityIds: [] };
});

/** A caller with a verified login may remove logins, also the last one: then no one can open the identity. */
export const unlinkIdentity = operation("UnlinkIdentity", async (input, context) => {
  const { identity } = await openIdentity(context, input.IdentityId, input.Logins);
  for (const login of context.identities.logins(identity)) {
    const isMeant = input.LoginsToRemove.some((name) => isSameProvider(context, name, login.provider));
    if (isMeant) context.identities.unlink(identity, login);
  }
  return {};
});
