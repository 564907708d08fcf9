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

/** Signs an account in with its password. @throws SignInFailed */
export async function signIn(client: AttackClient, account: AttackAccount): Promise<AttackTokens> {
  const answer = await client.send({ path: "/v1/auth/sign-in", body: account });
  const tokens = answer.json?.tokens as AttackTokens | undefined;
  if (answer.status !== 200 || tokens === undefined)
    throw new SignInFailed(`the suite's own account can't sign in (${answer.status})`);
  return tokens;
}
