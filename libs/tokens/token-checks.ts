import { SCOPES } from "../auth/permissions.ts";

type Claims = Readonly<Record<string, unknown>>;

/** The result of one check; `skipped` if it does not apply to this token. */
export interface CheckResult {
  readonly check:
    | "issuer"
    | "signature"
    | "token_use"
    | "client"
    | "not_before"
    | "expiry"
    | "scopes"
    | "revocation";
  readonly verdict: "passed" | "failed" | "skipped";
  readonly detail: string;
}

export interface Expectations {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A scope to look for. */
  readonly scope: string | undefined;
}

const verdict = (isGood: boolean) => (isGood ? "passed" : "failed");

function time(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? "never" : date.toISOString();
}

export function checkIssuer({ iss }: Claims, { issuer }: Expectations): CheckResult {
  const isOurs = iss === issuer;
  return {
    check: "issuer",
    verdict: verdict(isOurs),
    detail: isOurs ? "This user pool issued it." : "Another issuer: no more checks about it.",
  };
}

function checkTokenUse({ token_use: use }: Claims): CheckResult {
  const isKnown = use === "access" || use === "id";
  const detail =
    use === "access"
      ? "An access token: APIs accept it."
      : "An ID token identifies a user; APIs of this service do not accept it.";
  return {
    check: "token_use",
    verdict: verdict(isKnown),
    detail: isKnown ? detail : "Neither an access nor an ID token.",
  };
}

/** Access tokens name their client in `client_id`, ID tokens in `aud`. */
function checkClient(claims: Claims, { clientIds }: Expectations): CheckResult {
  const name = claims.token_use === "id" ? "aud" : "client_id";
  const isOurs = clientIds.some((clientId) => clientId === claims[name]);
  return {
    check: "client",
    verdict: verdict(isOurs),
    detail: isOurs
      ? `\`${name}\` is an app client of this service.`
      : `\`${name}\` is not an app client of this service.`,
  };
}

function checkNotBefore({ nbf }: Claims, { now }: Expectations): CheckResult {
  if (nbf === undefined) {
    return { check: "not_before", verdict: "skipped", detail: "The token has no `nbf`." };
  }
  // A claim may hold anything, including what can't be converted to a number or a text.
  if (typeof nbf !== "number") {
    return { check: "not_before", verdict: "failed", detail: "`nbf` is not a time." };
  }
  return { check: "not_before", verdict: verdict(nbf * 1000 <= now), detail: `Valid from ${time(nbf)}.` };
}

function checkExpiry({ exp }: Claims, { now }: Expectations): CheckResult {
  if (typeof exp !== "number") {
    return { check: "expiry", verdict: "failed", detail: "The token has no `exp`." };
  }
  const isOver = exp * 1000 <= now;
  return {
    check: "expiry",
    verdict: verdict(!isOver),
    detail: `${isOver ? "Expired" : "Expires"} ${time(exp)}.`,
  };
}

function checkScopes(claims: Claims, { scope }: Expectations): CheckResult {
  if (claims.token_use !== "access") {
    return { check: "scopes", verdict: "skipped", detail: "Only access tokens hold scopes." };
  }
  const held = typeof claims.scope === "string" ? claims.scope.split(" ") : [];
  if (scope !== undefined) {
    const holds = held.includes(scope);
    const detail = holds ? `It holds \`${scope}\`.` : `It does not hold \`${scope}\`.`;
    return { check: "scopes", verdict: verdict(holds), detail };
  }
  const ours = SCOPES.filter((known) => held.includes(known));
  return {
    check: "scopes",
    verdict: verdict(ours.length > 0),
    detail:
      ours.length > 0 ? `Scopes of this API: ${ours.join(", ")}.` : "The token has no scope of this API.",
  };
}

/** The checks that need only the claims, in the order of a gateway. */
export function checkClaims(claims: Claims, expectations: Expectations): CheckResult[] {
  return [
    checkTokenUse(claims),
    checkClient(claims, expectations),
    checkNotBefore(claims, expectations),
    checkExpiry(claims, expectations),
    checkScopes(claims, expectations),
  ];
}
