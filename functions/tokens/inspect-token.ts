import { isUnavailable } from "../../libs/aws/is-unavailable.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { InspectRequest, InspectResponse } from "../../libs/schemas/tokens.ts";
import { meaningOf } from "../../libs/tokens/claim-meanings.ts";
import { type ReadToken, readToken } from "../../libs/tokens/read-token.ts";
import { type SignatureCheck, signatureCheck } from "../../libs/tokens/signature-check.ts";
import {
  type CheckResult,
  checkClaims,
  checkIssuer,
  type Expectations,
} from "../../libs/tokens/token-checks.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { environment } from "./environment.ts";
import { revocationCheck } from "./revocation-check.ts";

const TIMES: ReadonlySet<string> = new Set(["auth_time", "exp", "iat", "nbf"]);

function describeClaim([name, value]: [string, unknown]) {
  const meaning = meaningOf(name);
  const date = TIMES.has(name) && typeof value === "number" ? new Date(value * 1000) : undefined;
  const isTime = date !== undefined && !Number.isNaN(date.getTime());
  return {
    name,
    value,
    ...withoutUndefined({ meaning, time: isTime ? date.toISOString() : undefined }),
  };
}

let checkSignature: SignatureCheck | undefined;

/** Created once, so that the pool's keys are fetched once. */
function signatureOf(token: string): Promise<CheckResult> {
  checkSignature ??= signatureCheck(environment().USER_POOL_ISSUER);
  return checkSignature(token);
}

/** Every check, in the order of a gateway. A check that depends on a failed one is skipped. */
async function checksOf(
  token: string,
  { claims }: Extract<ReadToken, { kind: "signed" }>,
  expectations: Expectations,
): Promise<CheckResult[]> {
  const issuer = checkIssuer(claims, expectations);
  const notLookedUp = { verdict: "skipped", detail: "Not looked up: an earlier check failed." } as const;
  const rest = checkClaims(claims, expectations);
  try {
    const signature: CheckResult =
      issuer.verdict === "passed" ? await signatureOf(token) : { check: "signature", ...notLookedUp };
    const revocation: CheckResult =
      signature.verdict === "passed"
        ? await revocationCheck(token, claims)
        : { check: "revocation", ...notLookedUp };
    return [issuer, signature, ...rest, revocation];
  } catch (error) {
    throw new ApiError(isUnavailable(error) ? "service_unavailable" : "internal_error", { cause: error });
  }
}

/**
 * The content of a token and whether it is valid, check by check. The keys are those of this pool only: a token of another
 * issuer is shown, but nothing is fetched for it or told about it.
 */
export const inspectToken = route({
  operation: "inspectToken",
  summary: "Header and claims of a token with their meaning, and the verdict of every check",
  method: "POST",
  path: "/v1/tokens/inspect",
  counts: "tokens",
  body: InspectRequest,
  response: InspectResponse,
  run: async ({ body: { token, scope } }) => {
    const read = readToken(token);
    if (read.kind === "unreadable") return { kind: read.kind, checks: [], valid: false };
    if (read.kind === "encrypted") {
      return { kind: read.kind, header: { ...read.header }, checks: [], valid: false };
    }
    const { USER_POOL_ISSUER, USER_POOL_CLIENT_IDS } = environment();
    const checks = await checksOf(token, read, {
      issuer: USER_POOL_ISSUER,
      clientIds: USER_POOL_CLIENT_IDS,
      now: Date.now(),
      scope,
    });
    return {
      kind: read.kind,
      header: { ...read.header },
      claims: Object.entries(read.claims).map(describeClaim),
      checks,
      // A check that was skipped without an earlier failure does not count against the token.
      valid: checks.every(({ verdict }) => verdict !== "failed"),
    };
  },
});
