import * as z from "zod/mini";
import { named } from "./named.ts";
import { textUpTo, withoutSpaces } from "./text.ts";

/** Second factors: an authenticator app, text messages, e-mail. */
export const FACTORS = ["totp", "sms", "email"] as const;

export const SecondFactor = named("SecondFactor", z.enum(FACTORS));

export type Factor = (typeof FACTORS)[number];

/** The second factors of an account, as an administrator sees them. */
export const FactorsInUse = named(
  "FactorsInUse",
  z.strictObject({
    /** The factor that sign-ins ask for first. */
    preferred: z.nullable(SecondFactor),
    enabled: z.array(SecondFactor),
    recoveryCodesLeft: z.int().check(z.nonnegative()),
  }),
);

export const MfaResponse = named(
  "SecondFactors",
  z.extend(FactorsInUse, {
    /** The factors that this account can set up. SMS needs a verified number, e-mail a verified address. */
    available: z.array(SecondFactor),
    /** The app behind `totp`, with the name from its setup; null if it is not enabled, or was set up elsewhere. */
    authenticator: z.nullable(z.strictObject({ name: z.optional(z.string()), addedAt: z.iso.datetime() })),
  }),
);

export type MfaAnswer = z.input<typeof MfaResponse>;

/** All three at once: a factor that is not enabled is removed. */
export const MfaUpdate = named(
  "SecondFactorsUpdate",
  z
    .strictObject({
      enabled: z.array(SecondFactor).check(
        z.maxLength(FACTORS.length),
        z.refine((factors) => new Set(factors).size === factors.length, {
          error: "Must not repeat a factor",
        }),
      ),
      preferred: z.optional(z.nullable(SecondFactor)),
    })
    .check(
      z.refine(({ enabled, preferred }) => preferred == null || enabled.includes(preferred), {
        error: "The preferred factor must be enabled",
        path: ["preferred"],
      }),
    ),
);

/** The setup of an authenticator app: the secret in base32, alone, as a URI, and as a QR code in SVG. */
export const TotpSetupResponse = named(
  "TotpSetup",
  z.strictObject({
    secret: z.string(),
    otpauthUri: z.string(),
    qrSvg: z.string(),
  }),
);

/** The same before there are tokens; the first code returns the session. */
export const MfaSetupResponse = named("MfaSetupAnswer", z.extend(TotpSetupResponse, { session: z.string() }));

export const AuthenticatorCode = named(
  "AuthenticatorCode",
  z.string().check(z.overwrite(withoutSpaces), z.regex(/^\d{6}$/, { error: "Must be six digits" })),
);

export const DeviceName = textUpTo(60);

export const TotpVerifyRequest = named(
  "TotpVerification",
  z.strictObject({
    code: AuthenticatorCode,
    deviceName: z.optional(DeviceName),
  }),
);

/** Shown once: only digests are stored. */
export const RecoveryCodesResponse = named("RecoveryCodes", z.strictObject({ codes: z.array(z.string()) }));
