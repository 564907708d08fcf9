import type { AttackAccount } from "./attack-accounts.ts";
import type { AttackClient } from "./attack-client.ts";

export interface AttackTokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

/** The stage does not sign in the suite's own account, so later results would mean nothing. */
export class SignInFailed extends Error {
  override readonly name = "SignInFailed";
}

/** Where the API requires consent, most routes refuse an account without it, and attacks on them would mean nothing. */
async function acceptTerms(client: AttackClient, token: string): Promise<void> {
  const path = "/v1/me/consents";
  const { json } = await client.send({ path, token });
  const { version } = (json?.toAccept ?? {}) as { readonly version?: string };
  if (version !== undefined) await client.send({ path, body: { version }, token });
}

/** Signs an account in with its password, by three requests at most. @throws SignInFailed */
export async function signIn(client: AttackClient, account: AttackAccount): Promise<AttackTokens> {
  const answer = await client.send({ path: "/v1/auth/sign-in", body: account });
  const tokens = answer.json?.tokens as AttackTokens | undefined;
  if (answer.status !== 200 || tokens === undefined) {
    throw new SignInFailed(`the suite's own account can't sign in (${answer.status})`);
  }
  await acceptTerms(client, tokens.accessToken);
  return tokens;
}
