import * as z from "zod/mini";
import { named } from "./named.ts";

/**
 * Challenges in the form that clients get, before there are tokens. The answer returns the session. `parameters` are Cognito's,
 * by its names, as far as clients of this API need them; there may be more.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 */
const asked = { session: z.string() };

/** Seconds until the client should ask for another code: the same whether or not there is an account. */
export const ResendAfter = named("ResendAfter", z.int().check(z.positive()));

/** Where a code was sent. A new code needs a new sign-in. */
const resendAfter = z.optional(ResendAfter);

const NoParameters = z.looseObject({});

/** Where a code went: the medium and the masked address. */
const CodeSent = named(
  "CodeSentParameters",
  z.looseObject({
    CODE_DELIVERY_DELIVERY_MEDIUM: z.optional(z.enum(["EMAIL", "SMS"])),
    CODE_DELIVERY_DESTINATION: z.optional(z.string()),
  }),
);

/** JSON from Cognito: a list of challenge names. */
const Factors = z.string();

/** The deployment's own challenge, to sign in with a code. */
const OneTimeCode = named(
  "OneTimeCodeParameters",
  z.looseObject({
    challenge: z.literal("ONE_TIME_CODE"),
    codeLength: z.int().check(z.positive()),
    triesLeft: z.int().check(z.nonnegative()),
    expiresAt: z.iso.datetime(),
  }),
);

/** To sign in with a link that was mailed: the answer is the token in its fragment, which begins with `linkId`. */
export const SignInLink = named(
  "SignInLinkParameters",
  z.looseObject({
    challenge: z.literal("SIGN_IN_LINK"),
    linkId: z.string(),
    triesLeft: z.int().check(z.nonnegative()),
    expiresAt: z.iso.datetime(),
  }),
);

/** The choice of the channel; `channels` are separated by spaces. */
const ProvideAuthParameters = z.looseObject({
  challenge: z.literal("PROVIDE_AUTH_PARAMETERS"),
  channels: z.string(),
});

export const CustomChallenge = named(
  "CustomChallenge",
  z.strictObject({
    challenge: z.literal("CUSTOM_CHALLENGE"),
    ...asked,
    parameters: z.union([OneTimeCode, SignInLink, ProvideAuthParameters]),
    resendAfter,
  }),
);

/** First factors that a client of this API can use; SRP needs an SDK. */
export const FIRST_FACTORS = ["PASSWORD", "WEB_AUTHN", "EMAIL_OTP", "SMS_OTP"] as const;

export const FirstFactor = named("FirstFactor", z.enum(FIRST_FACTORS));

/** The available factors, if the pool lets the user choose. */
const available = z.optional(z.array(FirstFactor));

export const Challenge = named(
  "Challenge",
  z.discriminatedUnion("challenge", [
    z.strictObject({
      challenge: z.literal("NEW_PASSWORD_REQUIRED"),
      ...asked,
      /** JSON from Cognito. */
      parameters: z.looseObject({
        requiredAttributes: z.optional(z.string()),
        userAttributes: z.optional(z.string()),
      }),
    }),
    z.strictObject({
      challenge: z.enum(["SMS_MFA", "EMAIL_OTP", "SMS_OTP"]),
      ...asked,
      parameters: CodeSent,
      available,
      resendAfter,
    }),
    z.strictObject({
      challenge: z.literal("SOFTWARE_TOKEN_MFA"),
      ...asked,
      parameters: z.looseObject({ FRIENDLY_DEVICE_NAME: z.optional(z.string()) }),
    }),
    z.strictObject({
      challenge: z.literal("SELECT_MFA_TYPE"),
      ...asked,
      parameters: z.looseObject({ MFAS_CAN_CHOOSE: Factors }),
    }),
    z.strictObject({
      challenge: z.literal("MFA_SETUP"),
      ...asked,
      parameters: z.looseObject({ MFAS_CAN_SETUP: z.optional(Factors) }),
    }),
    z.strictObject({
      challenge: z.literal("WEB_AUTHN"),
      ...asked,
      /** JSON for `PublicKeyCredential.parseRequestOptionsFromJSON()`. */
      parameters: z.looseObject({ CREDENTIAL_REQUEST_OPTIONS: z.string() }),
      available,
    }),
    z.strictObject({
      challenge: z.enum(["SELECT_CHALLENGE", "PASSWORD"]),
      ...asked,
      parameters: NoParameters,
      available,
    }),
    CustomChallenge,
  ]),
);

export type Challenge = z.output<typeof Challenge>;
