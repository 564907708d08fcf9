/** The service's own OpenID tokens, which STS accepts for an identity. */
import { sign, verify } from "node:crypto";
import type { IdentityContext } from "./identity-context.ts";

type Context = Pick<IdentityContext, "clock" | "endpoint" | "key">;
type Claims = Readonly<Record<string, unknown>>;

/** `https://cognito-identity.amazonaws.com` on AWS. */
export const issuerOf = ({ endpoint }: Pick<Context, "endpoint">) => `${endpoint()}/_identity`;

export interface OpenIdSubject {
  readonly identityId: string;
  readonly poolId: string;
  /** `authenticated`, or `unauthenticated`, and the providers. */
  readonly amr: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly lifetimeSeconds: number;
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

export async function createOpenIdToken(context: Context, subject: OpenIdSubject): Promise<string> {
  const { kid, privateKey } = await context.key();
  const iat = Math.floor(context.clock.now() / 1000);
  const tags = Object.fromEntries(Object.entries(subject.tags).map(([name, value]) => [name, [value]]));
  const claims = {
    sub: subject.identityId,
    aud: subject.poolId,
    amr: subject.amr,
    iss: issuerOf(context),
    ...(Object.keys(tags).length > 0 && { "https://aws.amazon.com/tags": { principal_tags: tags } }),
    exp: iat + subject.lifetimeSeconds,
    iat,
  };
  const signed = `${encode({ kid, typ: "JWS", alg: "RS256" })}.${encode(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

export type OpenIdVerdict =
  | { readonly kind: "valid"; readonly claims: Claims }
  | { readonly kind: "invalid" }
  | { readonly kind: "expired"; readonly now: number; readonly exp: number };

export async function readOpenIdToken(context: Context, token: string): Promise<OpenIdVerdict> {
  const [header = "", payload = "", signature = "", ...rest] = token.split(".");
  const { kid, publicKey } = await context.key();
  const isSigned =
    rest.length === 0 &&
    verify("sha256", Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, "base64url"));
  if (!isSigned) return { kind: "invalid" };
  const claims: Claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const head: Claims = JSON.parse(Buffer.from(header, "base64url").toString());
  if (head.alg !== "RS256" || head.kid !== kid || claims.iss !== issuerOf(context)) {
    return { kind: "invalid" };
  }
  const [now, exp] = [Math.floor(context.clock.now() / 1000), Number(claims.exp)];
  return exp <= now ? { kind: "expired", now, exp } : { kind: "valid", claims };
}
