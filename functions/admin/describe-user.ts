import type { UserType } from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod/mini";
import { profileFrom } from "../../libs/cognito/profile-attributes.ts";
import type { UserSummary } from "../../libs/schemas/admin-users.ts";

const Identities = z.array(z.object({ providerName: z.string() }));

/**
 * The providers of a user's identities, linked ones too, which Cognito keeps as JSON; each once.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html
 */
function providersOf(identities = "[]"): string[] {
  const parsed = z.safeParse(Identities, parseJson(identities));
  return parsed.success ? [...new Set(parsed.data.map(({ providerName }) => providerName))] : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A user as the pool's lists have it, as our API says it. */
export function describeUser(user: UserType): UserSummary {
  const { UserCreateDate, UserLastModifiedDate, Attributes } = user;
  const { groups: _, ...profile } = profileFrom(
    { UserAttributes: Attributes, UserCreateDate, UserLastModifiedDate },
    [],
  );
  const identityProviders = providersOf(Attributes?.find(({ Name }) => Name === "identities")?.Value);
  return {
    ...profile,
    status: user.UserStatus ?? "UNKNOWN",
    enabled: user.Enabled !== false,
    ...(identityProviders.length === 0 ? {} : { identityProviders }),
  };
}
