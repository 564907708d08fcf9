import type { Clock } from "../../clock.ts";
import { epochSeconds } from "../../clock.ts";
import type { PoolDocument } from "../../cognito/state/pool-document-repository.ts";
import { ProviderFailure } from "./provider-failure.ts";

/** How many seconds a client secret for Apple is valid: it is used at once. */
const SECRET_SECONDS = 300;

/**
 * The pool's credentials at a provider (`client_secret_post`, Cognito's only method). Apple's secret is a token that the
 * developer team's key signs
 * (https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret).
 *
 * @returns `null` for a client without one
 * @throws ProviderFailure the key can't be read
 */
export async function clientSecretOf(
  provider: PoolDocument<"identity-provider">,
  { clock, isStandIn }: { readonly clock: Clock; readonly isStandIn: boolean },
): Promise<string | null> {
  const { ProviderType, ProviderDetails: details } = provider.content;
  if (ProviderType !== "SignInWithApple") return details.client_secret || null;
  const key = details.private_key ?? "";
  // The stand-in accepts the template's placeholder for the key.
  if (isStandIn) return key;
  const { importPKCS8, SignJWT } = await import("jose");
  const now = epochSeconds(clock);
  try {
    return await new SignJWT({})
      .setProtectedHeader({ alg: "ES256", kid: details.key_id ?? "" })
      .setIssuer(details.team_id ?? "")
      .setSubject(details.client_id ?? "")
      .setAudience("https://appleid.apple.com")
      .setIssuedAt(now)
      .setExpirationTime(now + SECRET_SECONDS)
      .sign(await importPKCS8(toPem(key), "ES256"));
  } catch (error) {
    throw new ProviderFailure(`${provider.id} Error - private_key can't be used`, { cause: error });
  }
}

/** AWS's console accepts Apple's file with or without its first and last line. */
function toPem(key: string): string {
  if (key.includes("BEGIN PRIVATE KEY")) return key;
  return `-----BEGIN PRIVATE KEY-----\n${key.replace(/\s+/g, "")}\n-----END PRIVATE KEY-----`;
}
