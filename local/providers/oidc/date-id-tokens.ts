import { type KeyObject, sign } from "node:crypto";
import { type Clock, epochSeconds } from "../../clock.ts";

/**
 * Signs an ID token again, with times by the local cloud's clock. `oidc-provider` uses the machine's, which is hours behind
 * after `/_local/clock` was moved; then relying parties would refuse the token.
 *
 * @param idToken a JWT that was just signed with RS256 by the same key (RFC 7515 §3.1)
 */
export function dateIdToken(idToken: string, privateKey: KeyObject, clock: Clock): string {
  const [header = "", payload = ""] = idToken.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
  const ahead = epochSeconds(clock) - Number(claims.iat);
  for (const name of ["iat", "exp", "auth_time"]) {
    if (typeof claims[name] === "number") claims[name] += ahead;
  }
  const signed = `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
}
