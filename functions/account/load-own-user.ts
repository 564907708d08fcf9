import { GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Names } from "../../libs/activity/names.ts";
import { COGNITO_SCOPE } from "../../libs/auth/permissions.ts";
import type { Principal } from "../../libs/auth/principal.ts";
import { isTrue } from "../../libs/cognito/is-true.ts";
import type { MfaSettings } from "../../libs/cognito/second-factors.ts";
import { providerOf } from "../../libs/federation/external-identity.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { callAsOwner } from "./call-as-owner.ts";

/** The caller, as the pool has them. */
export interface OwnUser {
  readonly username: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly names: readonly string[];
  /** The same names, by field. */
  readonly called: Names;
  readonly phoneNumber: string | undefined;
  readonly locale: string | undefined;
  readonly mfa: MfaSettings;
}

const NAMES = ["name", "given_name", "family_name"];

/**
 * Cognito's operations on the caller's account need Cognito's scope in the token. Sign-ins by an SDK or this API have it; those
 * on the hosted pages only if the client asked for it.
 *
 * @throws ApiError `insufficient_scope`
 */
export function checkOwnAccountScope({ scopes }: Principal): void {
  if (scopes.includes(COGNITO_SCOPE)) return;
  throw new ApiError("insufficient_scope", {
    headers: { "www-authenticate": `Bearer error="insufficient_scope", scope="${COGNITO_SCOPE}"` },
  });
}

/**
 * A user of an identity provider has no password here, and Cognito asks for no second factor and no passkey after the
 * provider's sign-in: to set one up would promise a protection that does not exist. Names in the pool hold no underscore; those
 * of federated users begin with the provider's.
 *
 * @throws ApiError `federated_account`
 */
export function checkOwnFactors({ username }: Principal): void {
  if (providerOf(username) !== undefined) throw new ApiError("federated_account");
}

/** @throws ApiError `insufficient_scope`, `unauthorized` */
export async function loadOwnUser(principal: Principal, accessToken: string): Promise<OwnUser> {
  checkOwnAccountScope(principal);
  const user = await callAsOwner(new GetUserCommand({ AccessToken: accessToken }));
  const attributes = new Map(user.UserAttributes?.map(({ Name, Value }) => [Name, Value]));
  return {
    username: user.Username ?? principal.username,
    email: attributes.get("email"),
    emailVerified: isTrue(attributes.get("email_verified")),
    names: NAMES.flatMap((name) => attributes.get(name) ?? []),
    called: {
      email: attributes.get("email"),
      name: attributes.get("name"),
      givenName: attributes.get("given_name"),
      familyName: attributes.get("family_name"),
    },
    phoneNumber: attributes.get("phone_number"),
    locale: attributes.get("locale"),
    mfa: user,
  };
}
