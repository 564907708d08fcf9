import * as z from "zod/mini";
import { KNOWN_CLIENT_TOKEN } from "../known-clients/known-client-token.ts";
import { LANGUAGES } from "../messages/language.ts";
import { Challenge, CustomChallenge, ResendAfter, SignInLink } from "./asked-challenges.ts";
import { Terms, TermsVersion } from "./consents.ts";
import { Email, NewEmail } from "./email-address.ts";
import { SecondFactor } from "./mfa.ts";
import { named } from "./named.ts";
import { WantedOrganization } from "./organizations.ts";
import { MAX_PASSWORD_LENGTH, PasswordRuleAnswer } from "./password-rule.ts";
import { ProfileFields } from "./profile.ts";
import { withoutSpaces } from "./text.ts";

/**
 * A password as a user types it; any text is allowed, right or wrong. In normalization form C, because Cognito compares bytes
 * and keyboards compose characters differently (NIST SP 800-63B-4, 3.1.1.2).
 */
export const Password = named(
  "Password",
  z.string().check(z.normalize("NFC"), z.minLength(1), z.maxLength(MAX_PASSWORD_LENGTH)),
);

/** Spaces are only allowed inside: https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html */
export const NewPassword = named(
  "NewPassword",
  Password.check(
    z.regex(/^\S(.*\S)?$/, { error: "Must not begin or end with white space, or contain line breaks" }),
  ),
);

export const Code = named(
  "Code",
  z.string().check(z.overwrite(withoutSpaces), z.regex(/^\S{1,2048}$/, { error: "Must be a code" })),
);

const RefreshToken = z.string().check(z.regex(/^[\w=.-]{1,16384}$/, { error: "Must be a refresh token" }));

const KnownClient = named(
  "KnownClient",
  z.string().check(z.regex(KNOWN_CLIENT_TOKEN, { error: "Must be a token from the last sign-in" })),
);

/** Where a code went: the medium and the masked address. */
export const Delivery = named(
  "Delivery",
  z.strictObject({ medium: z.enum(["EMAIL", "SMS"]), destination: z.string() }),
);

export const SignUpRequest = named(
  "SignUp",
  z.strictObject({ email: NewEmail, profile: z.optional(ProfileFields) }),
);

export const SignUpResponse = named(
  "SignUpAnswer",
  z.strictObject({
    confirmed: z.boolean(),
    delivery: Delivery,
    resendAfter: ResendAfter,
  }),
);

/** Without a password the account gets a random one that is not stored: for apps whose users sign in by code or passkey. */
export const ConfirmRequest = named(
  "Confirmation",
  z.strictObject({
    email: Email,
    code: Code,
    password: z.optional(NewPassword),
    /** The version of the terms that the user accepts with the code; another than the current one is not recorded. */
    acceptedTerms: z.optional(TermsVersion),
  }),
);

/** For resend-code and forgot-password. */
export const CodeRequest = named("CodeRequest", z.strictObject({ email: Email }));

export const CodeResponse = named(
  "SentCode",
  z.strictObject({ delivery: Delivery, resendAfter: ResendAfter }),
);

/**
 * What every step of a sign-in may tell about the client: the token that the last sign-in to the account gave it, which makes
 * it known, and the device data that Cognito's context data library collected, for threat protection.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-viewing-threat-protection-app.html
 */
export const ClientFields = {
  knownClient: z.optional(KnownClient),
  deviceData: z.optional(z.string().check(z.minLength(1), z.maxLength(16_384))),
};

/**
 * The organization that tokens are asked for. Without it they are for the one that the user chose last; without a membership, for
 * none.
 */
export const OrganizationField = { organization: z.optional(WantedOrganization) };

export const SignInRequest = named(
  "PasswordSignIn",
  z.strictObject({ email: Email, password: Password, ...ClientFields, ...OrganizationField }),
);

/** `expiresIn` is the lifetime of the access token, in seconds. */
const ShortTokens = named(
  "TokensBesideCookie",
  z.strictObject({
    accessToken: z.string(),
    idToken: z.string(),
    expiresIn: z.int().check(z.positive()),
    tokenType: z.literal("Bearer"),
  }),
);

const Tokens = named("Tokens", z.extend(ShortTokens, { refreshToken: z.string() }));

const AllTokens = z.strictObject({ tokens: Tokens });

/** In cookie mode: the refresh token is never visible to scripts. */
const TokensBesideCookie = z.strictObject({ tokens: ShortTokens });

export const TokensResponse = named("Refreshed", z.union([AllTokens, TokensBesideCookie]));

export type TokensAnswer = z.input<typeof AllTokens>;

/** Where the refresh token goes: into the answer, or into a cookie that scripts can't read. */
export const TokensQuery = z.strictObject({ tokens: z._default(z.enum(["body", "cookie"]), "body") });

/** Send `knownClient` with the next sign-in to the account; in cookie mode it is in a cookie as well. */
const SignedIn = z.extend(AllTokens, { knownClient: z.optional(z.string()) });

export const SignedInResponse = named("SignedInAnswer", z.union([SignedIn, TokensBesideCookie]));

export const SignInResponse = named("SignInAnswer", z.union([SignedIn, TokensBesideCookie, Challenge]));

/** The result of a step of a sign-in at Cognito; the routes set the cookie. */
export type SignInAnswer = TokensAnswer | Challenge;

/** A sign-in that starts without a password: by passkey. */
export const PasskeySignInRequest = named("PasskeySignIn", z.strictObject({ email: Email, ...ClientFields }));

/** For a sign-in without a password: e-mail or SMS. */
export const OtpRequest = named(
  "CodeSignIn",
  z.strictObject({
    email: Email,
    channel: z._default(z.enum(["email", "sms"]), "email"),
    ...ClientFields,
  }),
);

/** A number is not shown: the client does not know it, so it would tell about the account. */
const OtpDelivery = named(
  "CodeSignInDelivery",
  z.strictObject({
    medium: z.enum(["EMAIL", "SMS"]),
    destination: z.optional(z.string()),
  }),
);

export const OtpResponse = named(
  "CodeSignInChallenge",
  z.extend(CustomChallenge, { delivery: OtpDelivery, resendAfter: ResendAfter }),
);

/** For a sign-in by link. */
export const LinkRequest = named(
  "LinkSignIn",
  z.strictObject({ email: Email, deviceData: ClientFields.deviceData }),
);

const LinkDelivery = { delivery: Delivery, resendAfter: ResendAfter };

/** Apps get the session of the challenge; browsers get a cookie instead. */
export const LinkResponse = named(
  "LinkSignInAnswer",
  z.union([
    named("LinkSignInChallenge", z.extend(CustomChallenge, { parameters: SignInLink, ...LinkDelivery })),
    named("LinkSignInBesideCookie", z.strictObject({ ...LinkDelivery, expiresAt: z.iso.datetime() })),
  ]),
);

/** The token from the link's fragment. */
export const LinkCompletion = named(
  "LinkCompletion",
  z.strictObject({
    token: z.string().check(z.regex(/^[\w-]{1,64}\.[\w-]{1,128}$/, { error: "Must be the token of a link" })),
    ...ClientFields,
  }),
);

/** For sign-out: if it is missing, the cookie's. */
export const RefreshTokenRequest = z.optional(
  named("RefreshTokenGiven", z.strictObject({ refreshToken: z.optional(RefreshToken) })),
);

/** For refresh, also with the organization of the new tokens. */
export const RefreshRequest = z.optional(
  named("Refresh", z.strictObject({ refreshToken: z.optional(RefreshToken), ...OrganizationField })),
);

export type RefreshTokenGiven = z.output<typeof RefreshTokenRequest>;

export const ResetPasswordRequest = named(
  "PasswordReset",
  z.strictObject({
    email: Email,
    code: Code,
    newPassword: NewPassword,
    knownClient: ClientFields.knownClient,
  }),
);

/** Kinds of identity providers, for the text and the icon of a button. */
export const PROVIDER_KINDS = ["google", "facebook", "apple", "oidc", "saml"] as const;

/** Ways to sign in without an identity provider. Text messages go to numbers of some countries only. */
export const SIGN_IN_METHODS = ["password", "passkey", "email_code", "sms_code", "email_link"] as const;

/**
 * The pool's sign-in pages, for the app client `userPoolClientId`: the code grant with PKCE (S256) at `loginDomain`. Redirect
 * and logout addresses must match one of these exactly.
 */
const ManagedLogin = named(
  "ManagedLogin",
  z.strictObject({
    /** The scopes that can be requested. The scopes of this API come with every token, by the user's groups. */
    scopes: z.array(z.string()),
    redirectUris: z.array(z.string()),
    /** For `logout_uri` of `/logout`. */
    logoutUris: z.array(z.string()),
  }),
);

/** What a client app needs to call the pool itself. `endpoints` is missing if they are AWS's own. */
export const ConfigResponse = named(
  "Config",
  z.strictObject({
    region: z.string(),
    userPoolId: z.string(),
    userPoolClientId: z.string(),
    issuer: z.url(),
    identityPoolId: z.string(),
    /** The host of managed login, without a scheme. */
    loginDomain: z.optional(z.string()),
    managedLogin: z.optional(ManagedLogin),
    /** `name` is for `identity_provider` of a sign-in on the sign-in pages, which then begins at the provider. */
    identityProviders: z.array(z.strictObject({ name: z.string(), kind: z.enum(PROVIDER_KINDS) })),
    signInMethods: z.array(z.enum(SIGN_IN_METHODS)),
    /** Those that users can set up; empty if there are no second factors. */
    secondFactors: z.array(SecondFactor),
    /** `invited`: only addresses that an administrator has invited get an account. */
    signUp: z.enum(["open", "invited"]),
    /** What the mail of a sign-up or a reset contains: the code, or a link to a page with it. */
    verification: z.enum(["code", "link"]),
    /** Whether there are organizations. */
    organizations: z.boolean(),
    /** Whether accounts may have a second factor. */
    mfa: z.enum(["off", "optional"]),
    /** Countries (ISO 3166-1) whose numbers can be verified; empty if there are no numbers. */
    smsCountries: z.array(z.string()),
    /** What users must agree to; missing if they are not asked. `isRequired`: the API refuses those who have not. */
    terms: z.optional(z.strictObject({ ...Terms.shape, isRequired: z.boolean() })),
    endpoints: z.optional(z.strictObject({ cognito: z.url() })),
    passwordRule: PasswordRuleAnswer,
    /** `color` is `#rrggbb`. */
    app: z.strictObject({ name: z.string(), color: z.string() }),
    /** Languages of mails and pages, as BCP 47 tags. */
    languages: z.array(z.enum(LANGUAGES)),
    /** For users whose language is unknown. */
    defaultLanguage: z.enum(LANGUAGES),
  }),
);
