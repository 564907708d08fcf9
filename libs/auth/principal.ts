import * as z from "zod/mini";
import {
  type ActiveOrganization,
  ORGANIZATION_CLAIM,
  ORGANIZATION_ROLE_CLAIM,
} from "../organizations/active-organization.ts";
import { ORGANIZATION_ROLES, type OrganizationRole } from "../organizations/roles.ts";
import { SIGN_IN_CLAIM, type SignInMethod, signInMethodOf } from "./sign-in-method.ts";

/** The calling user, by the verified access token. Times are seconds since the epoch. */
export interface Principal {
  readonly kind: "user";
  /** The user's immutable id. */
  readonly sub: string;
  /** The name that the pool's administrative operations take. */
  readonly username: string;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
  /** The app client that the token was issued to. */
  readonly clientId: string;
  /** The id of this token, and of the sign-in that it belongs to. Tokens have both if token revocation is enabled. */
  readonly jti: string | undefined;
  readonly originJti: string | undefined;
  readonly authTime: number;
  /** How strongly the user signed in, as Cognito names it; undefined if it does not say. No trigger can change it. */
  readonly acr: string | undefined;
  /** In the first token of a sign-in on the hosted pages. */
  readonly signIn: SignInMethod | undefined;
  /** What the token says: the organization that it was issued for, and the user's role there at that time. */
  readonly organization: ActiveOrganization | undefined;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * A calling machine: a client that got its token with its own secret (RFC 6749 §4.4). It has no user, so it has no name and no
 * groups, and no session, so nothing ends its token early.
 */
interface Machine {
  readonly kind: "machine";
  /** The id of the app client, like `clientId`, for the audit trail. */
  readonly sub: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly jti: string | undefined;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export type Caller = Principal | Machine;

/** A time: a number, or the digits that an HTTP API turns it into. */
const Seconds = z.pipe(
  z.pipe(z.union([z.number(), z.string().check(z.regex(/^\d+$/))]), z.transform(Number)),
  z.int().check(z.nonnegative()),
);

/**
 * A list: an array, or the text that an HTTP API turns it into, `"[admins users]"`. Group names hold no white space but may
 * hold brackets, so only the outer pair is removed.
 */
const Names = z.union([
  z.array(z.string()),
  z.pipe(
    z.string().check(z.regex(/^\[.*\]$/s)),
    z.transform((list: string) =>
      list
        .slice(1, -1)
        .split(" ")
        .filter((name) => name !== ""),
    ),
  ),
]);

/** The claims of every access token. An ID token is refused: it identifies a user, it does not authorize a caller. */
const commonClaims = {
  token_use: z.literal("access"),
  sub: z.string().check(z.regex(/^[\w:-]{1,128}$/)),
  client_id: z.string().check(z.minLength(1)),
  scope: z._default(z.string(), ""),
  jti: z.optional(z.string()),
  iat: Seconds,
  exp: Seconds,
};

const UserClaims = z.object({
  ...commonClaims,
  username: z.string().check(z.minLength(1)),
  "cognito:groups": z.prefault(Names, () => []),
  origin_jti: z.optional(z.string()),
  auth_time: Seconds,
  acr: z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,64}$/))),
  [SIGN_IN_CLAIM]: z.optional(z.string()),
  [ORGANIZATION_CLAIM]: z.optional(z.string().check(z.minLength(1))),
  [ORGANIZATION_ROLE_CLAIM]: z.optional(z.enum(ORGANIZATION_ROLES)),
});

/** A token with only one of the two claims has no organization. */
function organizationIn(id: string | undefined, role: OrganizationRole | undefined) {
  return id === undefined || role === undefined ? undefined : { id, role };
}

/**
 * A machine's token is recognized by what it lacks, and by its `sub`, which is the client's id. No trigger can remove the
 * username or `sub` from a user's token, so that never looks like a machine's. A token with only some of a user's claims is
 * neither.
 */
const MachineClaims = z
  .object({
    ...commonClaims,
    username: z.optional(z.never()),
    "cognito:username": z.optional(z.never()),
    "cognito:groups": z.optional(z.never()),
    origin_jti: z.optional(z.never()),
  })
  .check(z.refine(({ sub, client_id }) => sub === client_id));

const scopesOf = (scope: string) => scope.split(" ").filter((one) => one !== "");

/**
 * Reads the claims that the gateway's JWT authorizer passes on. It has verified signature, issuer, audience and expiry; this
 * only reads their form. AWS passes every claim as a string, other gateways pass them as in the token: both are accepted.
 *
 * @returns undefined if the claims are not those of an access token
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function readCaller(claims: unknown): Caller | undefined {
  const user = z.safeParse(UserClaims, claims);
  if (!user.success) return readMachine(claims);
  const { data } = user;
  return {
    kind: "user",
    sub: data.sub,
    username: data.username,
    groups: data["cognito:groups"],
    scopes: scopesOf(data.scope),
    clientId: data.client_id,
    jti: data.jti,
    originJti: data.origin_jti,
    authTime: data.auth_time,
    acr: data.acr,
    signIn: signInMethodOf(data[SIGN_IN_CLAIM]),
    organization: organizationIn(data[ORGANIZATION_CLAIM], data[ORGANIZATION_ROLE_CLAIM]),
    issuedAt: data.iat,
    expiresAt: data.exp,
  };
}

function readMachine(claims: unknown): Machine | undefined {
  const machine = z.safeParse(MachineClaims, claims);
  if (!machine.success) return undefined;
  const { data } = machine;
  return {
    kind: "machine",
    sub: data.sub,
    clientId: data.client_id,
    scopes: scopesOf(data.scope),
    jti: data.jti,
    issuedAt: data.iat,
    expiresAt: data.exp,
  };
}
