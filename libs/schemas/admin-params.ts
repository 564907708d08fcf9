import * as z from "zod/mini";
import { named } from "./named.ts";

/**
 * An id from Cognito: a user's `sub`, which never changes, or a session's `origin_jti`. It has the form of a UUID, but not its
 * version and variant bits (RFC 9562 §4): `77766666-f0a1-7003-c2b9-0123456789ab`. No other characters, because an id becomes
 * part of a search.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
export const CognitoId = named(
  "CognitoId",
  z
    .string()
    .check(
      z.regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, { error: "Must be an id in Cognito's form" }),
      z.meta({ examples: ["77766666-f0a1-7003-c2b9-0123456789ab"] }),
    ),
);

/** An app client's id, which identifies a machine in the audit trail. */
export const ClientId = named(
  "ClientId",
  z
    .string()
    .check(
      z.regex(/^[a-z\d]{26}$/, { error: "Must be an app client's id" }),
      z.meta({ examples: ["1h57kf5cpq17m0eml12example"] }),
    ),
);

/**
 * A group's name as Cognito allows it; Cognito creates groups of its own for identity providers. No white space, which
 * separates names in a token.
 */
export const GroupName = named(
  "GroupName",
  z
    .string()
    .check(z.maxLength(128), z.regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u, { error: "Must be a group's name" })),
);

export const UserParams = z.strictObject({ id: CognitoId });

/**
 * A sign-in: the `origin_jti` of its tokens, or Cognito's id of a session that has not used this API.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SessionDescriptionType.html
 */
export const SessionId = named(
  "SessionId",
  z.string().check(
    z.regex(/^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|(tkn|sso)[a-z\d]{25})$/, {
      error: "Must be a session's id",
    }),
    z.meta({ examples: ["77766666-f0a1-7003-c2b9-0123456789ab", "tkna7b3c9d2e5f8g1h4j6k0m2n5p"] }),
  ),
);

export const UserSessionParams = z.strictObject({ id: CognitoId, session: SessionId });

export const GroupParams = z.strictObject({ group: GroupName });

export const MembershipParams = z.strictObject({ id: CognitoId, group: GroupName });

/** Identifies a state of a record. */
export const Version = named(
  "Version",
  z.string().check(z.regex(/^[\w-]{22}$/, { error: "Must be a version from an answer" })),
);
