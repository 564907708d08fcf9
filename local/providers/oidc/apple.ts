/**
 * The peculiarities of Sign in with Apple
 * (https://developer.apple.com/documentation/signinwithapplerestapi/request-an-authorization-to-the-sign-in-with-apple-server.).
 */
import { type Clock, epochSeconds } from "../../clock.ts";
import { isClientSecret } from "../client-secret.ts";
import type { Person } from "../people.ts";

const APPLE_SCOPES = new Set(["openid", "name", "email"]);

/** Six months, by Apple's definition. */
const MAX_SECRET_LIFETIME = 15_777_000;

/** The problem with a request to the authorization endpoint, which Apple shows on its own page. */
export function appleProblem(query: URLSearchParams): { error: string; description: string } | null {
  const scopes = scopesOf(query);
  const unknown = scopes.find((scope) => !APPLE_SCOPES.has(scope));
  if (unknown !== undefined) return { error: "invalid_scope", description: `Unknown scope: ${unknown}` };
  const asksForPerson = scopes.includes("name") || scopes.includes("email");
  if (!asksForPerson || query.get("response_mode") === "form_post") return null;
  return {
    error: "invalid_request",
    description: "response_mode must be form_post when name or email scope is requested.",
  };
}

/** Apple returns an ID token without the scope `openid`. */
export function withOpenId(query: URLSearchParams): URLSearchParams {
  const changed = new URLSearchParams(query);
  changed.set("scope", [...new Set(["openid", ...scopesOf(query)])].join(" "));
  return changed;
}

const scopesOf = (query: URLSearchParams): string[] => (query.get("scope") ?? "").split(" ").filter(Boolean);

/** The form field `user`, which Apple sends only at the first sign-in: the app must store it. */
export function appleUserField(person: Person, scopes: ReadonlySet<string>): string | undefined {
  const { givenName, familyName = "", email } = person;
  const user = {
    ...(scopes.has("name") && { name: { firstName: givenName, lastName: familyName } }),
    ...(scopes.has("email") && email !== undefined && { email }),
  };
  return Object.keys(user).length === 0 ? undefined : JSON.stringify(user);
}

/**
 * Whether a client secret is valid: the placeholder of the local cloud, or a JWT in Apple's form
 * (https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret). Its signature is not
 * verified: the stand-in does not have the team's public key.
 */
export function isAppleSecret(
  secret: string,
  { clientId, issuer, clock }: { readonly clientId: string; readonly issuer: string; readonly clock: Clock },
): boolean {
  if (isClientSecret(secret)) return true;
  const [header, claims] = readJwt(secret);
  if (header === undefined || claims === undefined) return false;
  const now = epochSeconds(clock);
  const { iss, iat, exp, aud, sub } = claims;
  return (
    header.alg === "ES256" &&
    isText(header.kid) &&
    isText(iss) &&
    isTime(iat) &&
    iat <= now &&
    isTime(exp) &&
    exp > now &&
    exp <= now + MAX_SECRET_LIFETIME &&
    (aud === "https://appleid.apple.com" || aud === issuer) &&
    sub === clientId
  );
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const isTime = (value: unknown): value is number => Number.isSafeInteger(value);

type JsonObject = Readonly<Record<string, unknown>>;

/** @returns undefined unless it is a JWT with a 64-byte signature, the length for ES256 (RFC 7518 §3.4) */
function readJwt(value: string): [JsonObject, JsonObject] | [] {
  const [header = "", claims = "", signature = "", ...rest] = value.split(".");
  const isSigned = Buffer.from(signature, "base64url").length === 64 && rest.length === 0;
  const [first, second] = [readPart(header), readPart(claims)];
  return isSigned && first !== null && second !== null ? [first, second] : [];
}

function readPart(part: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" ? (value as JsonObject | null) : null;
  } catch {
    return null;
  }
}
