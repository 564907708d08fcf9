import { activityTable } from "../../libs/activity/activity-table.ts";
import { COGNITO_SCOPE } from "../../libs/auth/permissions.ts";
import { isHonoured } from "../../libs/cognito/is-honoured.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import type { CheckResult } from "../../libs/tokens/token-checks.ts";
import { environment } from "./environment.ts";

type Claims = Readonly<Record<string, unknown>>;

const skipped = (detail: string): CheckResult => ({ check: "revocation", verdict: "skipped", detail });

/**
 * Whether the sign-in of a token was ended. Only for tokens with a valid signature: otherwise strangers could find out who is
 * signed in.
 */
export async function revocationCheck(token: string, claims: Claims): Promise<CheckResult> {
  const { sub, origin_jti: originJti, auth_time: authTime, token_use: use, client_id: client } = claims;
  if (typeof sub !== "string" || typeof originJti !== "string" || typeof authTime !== "number") {
    return skipped("The token names no sign-in that could be ended.");
  }
  const sessions = sessionStore(activityTable(environment().ACTIVITY_TABLE_NAME));
  const { scope, aud } = claims;
  // An ID token has its client as audience.
  const clientId = String(client ?? aud);
  const canBeAsked =
    use === "access" && typeof scope === "string" && scope.split(" ").includes(COGNITO_SCOPE);
  const [isInForce, isCognitosGood] = await Promise.all([
    sessions.isInForce({ sub, originJti, authTime, clientId }, canBeAsked ? undefined : Date.now()),
    canBeAsked ? isHonoured(token) : true,
  ]);
  const isGood = isInForce && isCognitosGood;
  return {
    check: "revocation",
    verdict: isGood ? "passed" : "failed",
    detail: isGood ? "The sign-in was not ended." : "The sign-in was ended.",
  };
}
