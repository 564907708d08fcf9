import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/**
 * What the members of Cognito's tokens mean.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
const MEANINGS: Readonly<Record<string, MessageDescriptor>> = {
  alg: msg`The algorithm of the signature.`,
  enc: msg`The algorithm of the encryption.`,
  kid: msg`The key that signed, among the pool's public keys.`,
  typ: msg`The form of the token.`,
  sub: msg`The user's id, which never changes; in a machine's token, its app client.`,
  iss: msg`Issuer: the user pool that made the token.`,
  aud: msg`Audience: the app client that the ID token is for.`,
  client_id: msg`The app client that asked for the access token.`,
  token_use: msg`"access" to call APIs with, "id" to learn who the user is.`,
  scope: msg`What the access token may be used for.`,
  auth_time: msg`When the user signed in. Refreshing does not change it.`,
  iat: msg`When this token was issued.`,
  exp: msg`When this token ends.`,
  nbf: msg`When this token begins.`,
  jti: msg`The id of this token.`,
  origin_jti: msg`The id of the sign-in. Revoking it ends every token that came of it.`,
  event_id: msg`The id of the request that made the token.`,
  version: msg`The version of the token's form.`,
  username: msg`The user's name in the pool.`,
  "cognito:username": msg`The user's name in the pool.`,
  "cognito:groups": msg`The groups that the user is a member of.`,
  "cognito:roles": msg`The IAM roles of the user's groups.`,
  "cognito:preferred_role": msg`The IAM role of the group with the lowest precedence.`,
  device_key: msg`The remembered device that the user signed in on.`,
  sign_in: msg`How the user signed in on the hosted pages, in the first token only.`,
  acr: msg`The level of assurance that the sign-in reached.`,
  amr: msg`The methods of the sign-in.`,
  nonce: msg`A value of the app's, to tell this sign-in from a replayed one.`,
  at_hash: msg`Binds the ID token to the access token of the same sign-in.`,
  identities: msg`The accounts of identity providers that are linked to the user.`,
  email: msg`The e-mail address.`,
  email_verified: msg`Whether the e-mail address is verified.`,
  phone_number: msg`The phone number, with the country's code.`,
  phone_number_verified: msg`Whether the phone number is verified.`,
  name: msg`The full name.`,
  given_name: msg`The given name.`,
  family_name: msg`The family name.`,
  picture: msg`Where the user's picture is.`,
  locale: msg`The user's language.`,
  updated_at: msg`When the profile changed last.`,
};

/** Claims in seconds since the epoch. */
export const TIMES: ReadonlySet<string> = new Set(["auth_time", "exp", "iat", "nbf", "updated_at"]);

/** @returns undefined for members that Cognito does not define */
export function meaningOf(name: string): MessageDescriptor | undefined {
  if (Object.hasOwn(MEANINGS, name)) return MEANINGS[name];
  return name.startsWith("custom:") ? msg`A custom attribute of this pool.` : undefined;
}
