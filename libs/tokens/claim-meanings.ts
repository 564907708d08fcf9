/**
 * What the claims of Cognito's tokens mean, for people who look at one.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
const MEANINGS: Readonly<Record<string, string>> = {
  sub: "The user's immutable id; in a machine's token, the id of its app client.",
  iss: "Issuer: the user pool that made the token.",
  aud: "Audience: the app client that the ID token is for.",
  client_id: "The app client that asked for the access token.",
  token_use: "`access` to call APIs with, `id` to learn who the user is.",
  scope: "What the access token may be used for, separated by spaces.",
  sign_in:
    "How the user signed in on the hosted pages: `hosted`, or the identity provider. In the first token only.",
  acr: "The level of assurance that the sign-in reached.",
  amr: "The methods of the sign-in, such as `pwd`, `otp` or `fed` (RFC 8176).",
  auth_time: "When the user signed in; refreshing does not change it.",
  iat: "When this token was issued.",
  exp: "When this token ends.",
  nbf: "When this token begins.",
  jti: "The id of this token.",
  origin_jti: "The id of the sign-in; revoking it ends every token that came of it.",
  event_id: "The id of the request that made the token.",
  version: "The version of the token's form.",
  username: "The name under which the pool keeps the user.",
  "cognito:username": "The name under which the pool keeps the user.",
  "cognito:groups": "The groups that the user is a member of.",
  "cognito:roles": "The IAM roles of the user's groups.",
  "cognito:preferred_role": "The IAM role of the user's group with the lowest precedence.",
  device_key: "The remembered device that the user signed in on.",
  nonce: "A value of the client's, to tell this sign-in from a replayed one.",
  at_hash: "Binds the ID token to the access token of the same sign-in.",
  identities: "The accounts of identity providers that are linked to the user.",
  email: "The e-mail address.",
  email_verified: "Whether the e-mail address was proved.",
  phone_number: "The telephone number, E.164.",
  phone_number_verified: "Whether the telephone number was proved.",
  name: "The full name.",
  given_name: "The given name.",
  family_name: "The family name.",
  locale: "The language, BCP 47.",
  updated_at: "When the profile changed last.",
};

/** @returns undefined for a claim that is not Cognito's */
export function meaningOf(claim: string): string | undefined {
  if (Object.hasOwn(MEANINGS, claim)) return MEANINGS[claim];
  return claim.startsWith("custom:") ? "An attribute of this pool's own." : undefined;
}
