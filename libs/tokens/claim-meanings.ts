/**
 * What the claims of Cognito's tokens mean, for people who look at one.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
const MEANINGS: Readonly<Record<string, string>> = {
  sub: "The user's immutable id; in a machine's token, the id of its app client.",
  iss: "Issuer: the user pool that issued the token.",
  aud: "Audience: in an ID token the app client; in an access token the API that the app asked for.",
  client_id: "The app client that the access token was issued to.",
  token_use: "`access` to call APIs, `id` to identify the user.",
  scope: "What the access token may be used for, separated by spaces.",
  sign_in:
    "How the user signed in on the hosted pages: `hosted`, or the identity provider. In the first token only.",
  org_id: "The organization that the user works in. Added by this API.",
  org_role: "The user's role in this organization. Added by this API.",
  groups_left_out:
    "How many groups are missing in `cognito:groups`, for a token of a valid length. Added by this API.",
  acr: "The level of the sign-in, from `urn:cognito:loa:1` to `urn:cognito:loa:4`. Administration may need 3 or 4.",
  amr: "The methods of the sign-in, such as `pwd`, `otp` or `fed` (RFC 8176).",
  auth_time: "When the user signed in; refreshing does not change it.",
  iat: "When this token was issued.",
  exp: "When this token expires.",
  nbf: "When this token becomes valid.",
  jti: "The id of this token.",
  origin_jti: "The id of the sign-in; revoking it ends every token that came from it.",
  event_id: "The id of the request that issued the token.",
  version: "The version of the token format.",
  username: "The username in the pool.",
  "cognito:username": "The username in the pool.",
  "cognito:groups": "The groups that the user is a member of.",
  "cognito:roles": "The IAM roles of the user's groups.",
  "cognito:preferred_role": "The IAM role of the user's group with the lowest precedence.",
  device_key: "The remembered device that the user signed in on.",
  nonce: "A value of the client's, to tell this sign-in from a replayed one.",
  at_hash: "Binds the ID token to the access token of the same sign-in.",
  identities: "The accounts of identity providers that are linked to the user.",
  email: "The e-mail address.",
  email_verified: "Whether the e-mail address is verified.",
  phone_number: "The phone number, E.164.",
  phone_number_verified: "Whether the phone number is verified.",
  name: "The full name.",
  given_name: "The given name.",
  family_name: "The family name.",
  locale: "The language, BCP 47.",
  updated_at: "When the profile last changed.",
};

/** @returns undefined for a claim that is not Cognito's */
export function meaningOf(claim: string): string | undefined {
  if (Object.hasOwn(MEANINGS, claim)) return MEANINGS[claim];
  return claim.startsWith("custom:") ? "A custom attribute of this pool." : undefined;
}
