import * as z from "zod/mini";
import { normalizeEmail } from "../auth/email.ts";
import { ProfileFields } from "./profile.ts";

/** An address, normalised. Cognito's user names end at 128 characters. */
export const Email = z.string().check(z.overwrite(normalizeEmail), z.email(), z.maxLength(128));

/** A password as somebody types it: whether it is right is not a matter of form. */
export const Password = z.string().check(z.minLength(1), z.maxLength(256));

/** What the policy asks beyond this, Cognito checks: there is one policy, the pool's. */
export const NewPassword = Password.check(
  z.regex(/^\S(.*\S)?$/s, { error: "Must not begin or end with white space" }),
);

export const Code = z.string().check(z.trim(), z.regex(/^\S{1,2048}$/, { error: "Must be a code" }));

const RefreshToken = z.string().check(z.regex(/^[\w=.-]{1,16384}$/, { error: "Must be a refresh token" }));

/** Where a code went: the medium and the masked address. */
export const Delivery = z.strictObject({ medium: z.enum(["EMAIL", "SMS"]), destination: z.string() });

export const SignUpRequest = z.strictObject({
  email: Email,
  password: NewPassword,
  profile: z.optional(ProfileFields),
});

export const SignUpResponse = z.strictObject({
  userSub: z.string(),
  confirmed: z.boolean(),
  delivery: Delivery,
});

export const ConfirmRequest = z.strictObject({ email: Email, code: Code });

/** For resend-code and forgot-password. */
export const CodeRequest = z.strictObject({ email: Email });

export const CodeResponse = z.strictObject({ delivery: Delivery });

export const SignInRequest = z.strictObject({ email: Email, password: Password });

/** `expiresIn` counts seconds and is the access token's. */
const Tokens = z.strictObject({
  accessToken: z.string(),
  idToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.int().check(z.positive()),
  tokenType: z.literal("Bearer"),
});

export const TokensResponse = z.strictObject({ tokens: Tokens });

export type TokensAnswer = z.input<typeof TokensResponse>;

/** What is asked before there are tokens; the session goes back with the answer. */
const ChallengeResponse = z.strictObject({
  challenge: z.string(),
  session: z.string(),
  parameters: z.record(z.string(), z.string()),
});

export const SignInResponse = z.union([TokensResponse, ChallengeResponse]);

export type SignInAnswer = z.input<typeof SignInResponse>;

/** For a sign-in without a password: where the code shall go. */
export const OtpRequest = z.strictObject({
  email: Email,
  channel: z._default(z.enum(["email", "sms"]), "email"),
});

/** A number is not repeated: nobody has given it, so showing it would tell of the account. */
const OtpDelivery = z.strictObject({
  medium: z.enum(["EMAIL", "SMS"]),
  destination: z.optional(z.string()),
});

export const OtpResponse = z.extend(ChallengeResponse, { delivery: OtpDelivery });

const Session = z.string().check(z.minLength(20), z.maxLength(2048));

/** One member per challenge, told apart by `challenge`. */
export const ChallengeRequest = z.discriminatedUnion("challenge", [
  z.strictObject({
    challenge: z.literal("NEW_PASSWORD_REQUIRED"),
    session: Session,
    email: Email,
    newPassword: NewPassword,
    profile: z.optional(ProfileFields),
  }),
  z.strictObject({
    challenge: z.literal("CUSTOM_CHALLENGE"),
    session: Session,
    email: Email,
    /** The code; or, where the parameters ask for it, the way: `{"channel":"email"}`. */
    answer: z.string().check(z.minLength(1), z.maxLength(2048)),
  }),
]);

export type ChallengeAnswer = z.output<typeof ChallengeRequest>;

/** For refresh and sign-out. */
export const RefreshTokenRequest = z.strictObject({ refreshToken: RefreshToken });

export const ResetPasswordRequest = z.strictObject({ email: Email, code: Code, newPassword: NewPassword });

/** What a client app needs to speak to the pool itself. `endpoints` is there only where they are not AWS's own. */
export const ConfigResponse = z.strictObject({
  region: z.string(),
  userPoolId: z.string(),
  userPoolClientId: z.string(),
  issuer: z.url(),
  endpoints: z.optional(z.strictObject({ cognito: z.url() })),
});
