import * as z from "zod/mini";
import { named } from "./named.ts";
import { textUpTo, withoutSpaces } from "./text.ts";

/** Second factors: an authenticator app, text messages, e-mail. */
export const FACTORS = ["totp", "sms", "email"] as const;

export const SecondFactor = named("SecondFactor", z.enum(FACTORS));

export type Factor = (typeof FACTORS)[number];

export const MfaResponse = named(
  "SecondFactors",
  z.strictObject({
    /** What is asked after the password, where nothing else was chosen. */
    preferred: z.nullable(SecondFactor),
    enabled: z.array(SecondFactor),
    recoveryCodesLeft: z.int().check(z.nonnegative()),
  }),
);

/** All three at once, as they are to be: what is not enabled is removed. */
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

/** What an authenticator app needs: the secret in base32, the same as a URI, and that one as a QR code in SVG. */
export const TotpSetupResponse = named(
  "TotpSetup",
  z.strictObject({
    secret: z.string(),
    otpauthUri: z.string(),
    qrSvg: z.string(),
  }),
);

/** The same before there are tokens; the session goes back with the first code. */
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

/** Shown once: only digests are kept. */
export const RecoveryCodesResponse = named("RecoveryCodes", z.strictObject({ codes: z.array(z.string()) }));
