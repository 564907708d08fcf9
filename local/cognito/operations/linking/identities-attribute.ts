import { type Identity, identitiesOf } from "../../federation/federated-profile.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";

type Context = Pick<OperationContext, "documents" | "linkedIdentities" | "users">;

/**
 * Keeps the user's `identities` attribute in step with what is linked; it goes with the last one. The identity that a profile
 * was made for stays first.
 */
export function writeIdentitiesAttribute(
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
