import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What a member of a token means, and where it comes from. */
export interface ClaimMeaning {
  readonly text: MessageDescriptor;
  readonly source: MessageDescriptor;
  /** The standard that defines it. */
  readonly standard?: string;
}

const COGNITO = msg`Set by Cognito`;
const ATTRIBUTE = msg`An attribute of the user`;
const APP = msg`Sent by the app`;
const API = msg`Added by this API`;

const JWT = "RFC 7519";
const JWS = "RFC 7515";
const OIDC = "OpenID Connect";

const cognito = (text: MessageDescriptor, standard?: string): ClaimMeaning => ({
  text,
  source: COGNITO,
  ...(standard !== undefined && { standard }),
});
const attribute = (text: MessageDescriptor, standard = OIDC): ClaimMeaning => ({
  text,
  source: ATTRIBUTE,
  standard,
});
const added = (text: MessageDescriptor): ClaimMeaning => ({ text, source: API });

/**
 * What the members of Cognito's tokens mean, and those that the pre-token-generation trigger adds.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-step-up-authentication.html for `acr` and `amr`
 */
const MEANINGS: Readonly<Record<string, ClaimMeaning>> = {
  alg: cognito(msg`The algorithm of the signature.`, JWS),
  enc: cognito(msg`The algorithm of the encryption.`, "RFC 7516"),
  kid: cognito(msg`The key that signed, among the pool's public keys.`, JWS),
  typ: cognito(msg`The form of the token.`, JWS),
  cty: cognito(msg`What is inside of an encrypted token.`, JWT),
  sub: cognito(msg`The user's id, which never changes; in a machine's token, its app client.`, JWT),
  iss: cognito(msg`Issuer: the user pool that made the token.`, JWT),
  aud: cognito(
    msg`Audience: in an ID token the app client; in an access token the API that the app asked for.`,
    JWT,
  ),
  azp: cognito(msg`The app client that asked for the token.`, OIDC),
  client_id: cognito(msg`The app client that asked for the access token.`, "RFC 9068"),
  token_use: cognito(msg`"access" to call APIs with, "id" to learn who the user is.`),
  scope: cognito(
    msg`What the access token may be used for. In this API's tokens, the user's groups decide.`,
    "RFC 9068",
  ),
  auth_time: cognito(msg`When the user signed in. Refreshing does not change it.`, OIDC),
  acr: cognito(
    msg`The level of the sign-in, from 1 to 4. Refreshing does not change it. Administration may need 3 or 4.`,
    OIDC,
  ),
  amr: cognito(
    msg`How the user signed in: pwd is a password, otp a code of an authenticator app, sms and email_otp a code by message, swk and hwk a passkey, fed an identity provider, mfa two of these.`,
    "RFC 8176",
  ),
  iat: cognito(msg`When this token was issued.`, JWT),
  exp: cognito(msg`When this token ends.`, JWT),
  nbf: cognito(msg`When this token begins.`, JWT),
  jti: cognito(msg`The id of this token.`, JWT),
  origin_jti: cognito(msg`The id of the sign-in. Revoking it ends every token that came of it.`),
  event_id: cognito(msg`The id of the request that made the token.`),
  version: cognito(msg`The version of the token's form.`),
  username: cognito(msg`The user's name in the pool.`),
  device_key: cognito(msg`The remembered device that the user signed in on.`),
  at_hash: cognito(msg`Binds the ID token to the access token of the same sign-in.`, OIDC),
  "cognito:username": cognito(msg`The user's name in the pool.`),
  "cognito:groups": cognito(msg`The groups that the user is a member of.`),
  "cognito:roles": cognito(msg`The IAM roles of the user's groups.`),
  "cognito:preferred_role": cognito(msg`The IAM role of the group with the lowest precedence.`),
  identities: cognito(msg`The accounts of identity providers that are linked to the user.`),
  nonce: {
    text: msg`A value of the app's, to tell this sign-in from a replayed one.`,
    source: APP,
    standard: OIDC,
  },
  sign_in: added(msg`How the user signed in on the hosted pages, in the first token only.`),
  org_id: added(msg`The organization that the user works in. Without it, the user works for none.`),
  org_role: added(msg`The user's role in this organization: owner, admin or member.`),
  groups_left_out: added(
    msg`How many groups are missing in "cognito:groups", because the token would be too long.`,
  ),
  email: attribute(msg`The e-mail address.`),
  email_verified: attribute(msg`Whether the e-mail address is verified.`),
  phone_number: attribute(msg`The phone number, with the country's code.`),
  phone_number_verified: attribute(msg`Whether the phone number is verified.`),
  name: attribute(msg`The full name.`),
  given_name: attribute(msg`The given name.`),
  family_name: attribute(msg`The family name.`),
  middle_name: attribute(msg`The middle name.`),
  nickname: attribute(msg`The nickname.`),
  preferred_username: attribute(msg`The name that the user wants to be called by.`),
  picture: attribute(msg`Where the user's picture is.`),
  profile: attribute(msg`The address of the user's profile page.`),
  website: attribute(msg`The address of the user's website.`),
  gender: attribute(msg`The gender.`),
  birthdate: attribute(msg`The date of birth.`),
  address: attribute(msg`The postal address.`),
  locale: attribute(msg`The user's language.`),
  zoneinfo: attribute(msg`The user's time zone.`),
  updated_at: attribute(msg`When the profile changed last.`),
};

/** Claims in seconds since the epoch. */
export const TIMES: ReadonlySet<string> = new Set(["auth_time", "exp", "iat", "nbf", "updated_at"]);

const CUSTOM: ClaimMeaning = { text: msg`A custom attribute of this pool.`, source: ATTRIBUTE };

const UNKNOWN: ClaimMeaning = {
  text: msg`Neither Cognito nor this API defines it.`,
  source: msg`Added by a trigger or another issuer`,
};

export function meaningOf(name: string): ClaimMeaning {
  if (Object.hasOwn(MEANINGS, name)) return MEANINGS[name] ?? UNKNOWN;
  return /^(?:dev:)?custom:/.test(name) ? CUSTOM : UNKNOWN;
}
