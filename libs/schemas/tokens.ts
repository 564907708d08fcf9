import * as z from "zod/mini";
import { SCOPES } from "../auth/permissions.ts";
import { named } from "./named.ts";

/** The maximum of header and claims is what a gateway accepts in a header field. */
export const InspectRequest = named(
  "TokenInspectionRequest",
  z.strictObject({
    token: z.string().check(z.trim(), z.minLength(1), z.maxLength(16_384)),
    /** A scope that the token should have. */
    scope: z.optional(z.enum(SCOPES)),
  }),
);

const Claim = named(
  "TokenClaim",
  z.strictObject({
    name: z.string(),
    value: z.unknown(),
    meaning: z.optional(z.string()),
    /** For claims that are times: ISO 8601. */
    time: z.optional(z.string()),
  }),
);

const Check = named(
  "TokenCheck",
  z.strictObject({
    check: z.enum([
      "issuer",
      "signature",
      "token_use",
      "client",
      "not_before",
      "expiry",
      "scopes",
      "revocation",
    ]),
    verdict: z.enum(["passed", "failed", "skipped"]),
    detail: z.string(),
  }),
);

/** `encrypted` is a refresh token, which only Cognito can read; `unreadable` is not a token. */
export const InspectResponse = named(
  "TokenInspection",
  z.strictObject({
    kind: z.enum(["signed", "encrypted", "unreadable"]),
    header: z.optional(z.record(z.string(), z.unknown())),
    claims: z.optional(z.array(Claim)),
    checks: z.array(Check),
    /** Whether every check that applies to the token has passed. */
    valid: z.boolean(),
  }),
);
