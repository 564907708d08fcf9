/**
 * What Sign in with Apple has of its own
 * (https://developer.apple.com/documentation/signinwithapplerestapi/request-an-authorization-to-the-sign-in-with-apple-server.).
 */
import { type Clock, epochSeconds } from "../../clock.ts";
import { isClientSecret } from "../client-secret.ts";
import type { Person } from "../people.ts";

const APPLE_SCOPES = new Set(["openid", "name", "email"]);

/** Six months, as Apple counts them. */
const MAX_SECRET_LIFETIME = 15_777_000;

/** What is wrong with a request to the authorization endpoint, which Apple says on a page of its own. */
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

/** Apple answers an ID token without being asked for `openid`. */
export function withOpenId(query: URLSearchParams): URLSearchParams {
  const changed = new URLSearchParams(query);
  changed.set("scope", [...new Set(["openid", ...scopesOf(query)])].join(" "));
  return changed;
}

const scopesOf = (query: URLSearchParams): string[] => (query.get("scope") ?? "").split(" ").filter(Boolean);

/** The form field `user`, which is there at the first sign-in alone: the app must keep what it says. */
export function appleUserField(person: Person, scopes: ReadonlySet<string>): string | undefined {
  const { givenName, familyName = "", email } = person;
  const user = {
    ...(scopes.has("name") && { name: { firstName: givenName, lastName: familyName } }),
    ...(scopes.has("email") && email !== undefined && { email }),
  };
  return Object.keys(user).length === 0 ? undefined : JSON.stringify(user);
}

/**
 * Whether a client secret is good: the placeholder of the local cloud, or a JWT as Apple wants it
 * (https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret). Whose signature it has can't be
 * told: the stand-in has no team's public key.
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

/** @returns nothing for what is not a JWT signed with a 64-byte signature, as ES256's are (RFC 7518 §3.4) */
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
