/** Identities that your own backend vouches for (developer-authenticated identities). */

import { invalidParameter } from "../../protocol/service-error.ts";
import { developerUserTaken, identityForbidden, loginTaken, poolNotFound } from "../errors.ts";
import type { IdentityContext } from "../identity-context.ts";
import { verifyLogins } from "../logins.ts";
import { createOpenIdToken } from "../open-id-token.ts";
import { operation } from "../operation.ts";
import type { IdentityPool } from "../state/identity-pool-repository.ts";
import type { Identity } from "../state/identity-repository.ts";

const QUARTER_HOUR = 15 * 60;

/** @throws ServiceError InvalidParameterException: the pool does not have this provider */
function requireDeveloperProvider({ settings }: IdentityPool, name = settings.DeveloperProviderName): string {
  if (name === undefined || name !== settings.DeveloperProviderName) {
    throw invalidParameter("The developer provider is not that of the identity pool.");
  }
  return name;
}

/** An identity of that pool. @throws ServiceError ResourceNotFoundException */
function requireIdentity({ identities }: IdentityContext, pool: IdentityPool, id: string): Identity {
  const identity = identities.require(id);
  if (identity.poolId !== pool.id) throw poolNotFound(pool.id);
  return identity;
}

export const getOpenIdTokenForDeveloperIdentity = operation(
  "GetOpenIdTokenForDeveloperIdentity",
  async (input, context) => {
    const pool = context.pools.require(input.IdentityPoolId);
    const provider = requireDeveloperProvider(pool);
    const subject = input.Logins[provider];
    if (subject === undefined) throw invalidParameter("Logins must contain the developer provider.");
    const { [provider]: _, ...others } = input.Logins;
    const verified = verifyLogins(context, pool, others);
    const identity = context.atomically(() => {
      const asked = input.IdentityId === undefined ? null : requireIdentity(context, pool, input.IdentityId);
      const known = context.identities.findByLogin(pool, { provider, subject });
      if (asked !== null && known !== null && asked.id !== known.id) throw developerUserTaken();
      const found = asked ?? known ?? context.identities.create(pool);
      for (const login of [{ provider, subject }, ...verified]) {
        if (!context.identities.link(found, login)) throw loginTaken();
      }
      return found;
    });
    const Token = await createOpenIdToken(context, {
      identityId: identity.id,
      poolId: pool.id,
      amr: ["authenticated", provider, `${provider}:${pool.id}:${subject}`],
      tags: input.PrincipalTags ?? {},
      lifetimeSeconds: input.TokenDuration ?? QUARTER_HOUR,
    });
    return { IdentityId: identity.id, Token };
  },
);

export const lookupDeveloperIdentity = operation("LookupDeveloperIdentity", (input, context) => {
  const pool = context.pools.require(input.IdentityPoolId);
  const provider = requireDeveloperProvider(pool);
  const { IdentityId, DeveloperUserIdentifier } = input;
  if (IdentityId === undefined && DeveloperUserIdentifier === undefined) {
    throw invalidParameter("Either IdentityId or DeveloperUserIdentifier is required.");
  }
  const byUser =
    DeveloperUserIdentifier === undefined
      ? null
      : context.identities.findByLogin(pool, { provider, subject: DeveloperUserIdentifier });
  const identity = IdentityId === undefined ? byUser : requireIdentity(context, pool, IdentityId);
  if (identity === null || (byUser !== null && byUser.id !== identity.id)) {
    throw identityForbidden(IdentityId ?? "");
  }
  const users = context.identities.logins(identity).filter((login) => login.provider === provider);
  return { IdentityId: identity.id, DeveloperUserIdentifierList: users.map(({ subject }) => subject) };
});

export const mergeDeveloperIdentities = operation("MergeDeveloperIdentities", (input, context) => {
  const pool = context.pools.require(input.IdentityPoolId);
  const provider = requireDeveloperProvider(pool, input.DeveloperProviderName);
  const find = (subject: string) => context.identities.findByLogin(pool, { provider, subject });
  const [source, destination] = [find(input.SourceUserIdentifier), find(input.DestinationUserIdentifier)];
  if (source === null || destination === null) {
    throw identityForbidden(source === null ? input.SourceUserIdentifier : input.DestinationUserIdentifier);
  }
  if (source.id !== destination.id) context.atomically(() => context.identities.merge(source, destination));
  return { IdentityId: destination.id };
});

export const unlinkDeveloperIdentity = operation("UnlinkDeveloperIdentity", (input, context) => {
  const pool = context.pools.require(input.IdentityPoolId);
  const provider = requireDeveloperProvider(pool, input.DeveloperProviderName);
  const identity = requireIdentity(context, pool, input.IdentityId);
  const login = { provider, subject: input.DeveloperUserIdentifier };
  if (context.identities.findByLogin(pool, login)?.id !== identity.id) throw identityForbidden(identity.id);
  context.identities.unlink(identity, login);
  return {};
});
