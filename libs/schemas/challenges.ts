import * as z from "zod/mini";
import { FirstFactor } from "./asked-challenges.ts";
import { ClientFields, NewPassword, OrganizationField, Password } from "./auth.ts";
import { Email } from "./email-address.ts";
import { AuthenticatorCode, DeviceName } from "./mfa.ts";
import { named } from "./named.ts";
import { PasskeyAssertion } from "./passkeys.ts";
import { ProfileFields } from "./profile.ts";
import { withoutSpaces } from "./text.ts";

const Session = z.string().check(z.minLength(20), z.maxLength(2048));

/** Every answer has the session of its challenge, and names the account as the sign-in did. */
const sent = { session: Session, email: Email, ...ClientFields, ...OrganizationField };

/** Six digits as a second factor, eight as the first. */
const SentCode = z
  .string()
  .check(z.overwrite(withoutSpaces), z.regex(/^\d{6,8}$/, { error: "Must be six or eight digits" }));

/** One member for each challenge that Cognito may ask a client of ours, discriminated by `challenge`. */
export const ChallengeRequest = named(
  "ChallengeAnswer",
  z.discriminatedUnion("challenge", [
    z.strictObject({
      challenge: z.literal("NEW_PASSWORD_REQUIRED"),
      ...sent,
      newPassword: NewPassword,
      profile: z.optional(ProfileFields),
    }),
    z.strictObject({ challenge: z.literal("SMS_MFA"), ...sent, code: SentCode }),
    z.strictObject({ challenge: z.literal("EMAIL_OTP"), ...sent, code: SentCode }),
    z.strictObject({ challenge: z.literal("SMS_OTP"), ...sent, code: SentCode }),
    z.strictObject({ challenge: z.literal("SOFTWARE_TOKEN_MFA"), ...sent, code: AuthenticatorCode }),
    z.strictObject({
      challenge: z.literal("SELECT_MFA_TYPE"),
      ...sent,
      factor: z.enum(["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"]),
    }),
    /** For the authenticator app from /v1/auth/mfa-setup; the session is from its answer. */
    z.strictObject({
      challenge: z.literal("MFA_SETUP"),
      ...sent,
      code: AuthenticatorCode,
      deviceName: z.optional(DeviceName),
    }),
    /** A password may come with the choice of that factor. */
    z
      .strictObject({
        challenge: z.literal("SELECT_CHALLENGE"),
        ...sent,
        factor: FirstFactor,
        password: z.optional(Password),
      })
      .check(
        z.refine(({ factor, password }) => password === undefined || factor === "PASSWORD", {
          error: "May only come with the factor PASSWORD",
          path: ["password"],
        }),
      ),
    z.strictObject({ challenge: z.literal("PASSWORD"), ...sent, password: Password }),
    z.strictObject({ challenge: z.literal("WEB_AUTHN"), ...sent, credential: PasskeyAssertion }),
    /** The code or, if the parameters ask for it, the channel: `{"channel":"email"}`. */
    z.strictObject({
      challenge: z.literal("CUSTOM_CHALLENGE"),
      ...sent,
      answer: z.string().check(z.minLength(1), z.maxLength(2048)),
    }),
  ]),
);

export type ChallengeAnswer = z.output<typeof ChallengeRequest>;

/** For the challenge MFA_SETUP: an authenticator app, before there are tokens. */
export const MfaSetupRequest = named("MfaSetup", z.strictObject({ session: Session, email: Email }));
