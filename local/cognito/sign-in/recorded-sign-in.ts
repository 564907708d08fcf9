import { keepsAuthEvents, type RequestOrigin, recordAuthEvent } from "../record-auth-event.ts";
import { runSteps, type SignIn, type SignInAnswer, type Step } from "./sign-in.ts";

/** The `event_id` of the tokens. */
function eventIdOf({ AuthenticationResult }: SignInAnswer): string | undefined {
  const payload = AuthenticationResult?.AccessToken?.split(".")[1];
  return payload && JSON.parse(Buffer.from(payload, "base64url").toString()).event_id;
}

const PASSWORDS = new Set(["PASSWORD_VERIFIER", "PASSWORD", "PASSWORD_SRP"]);

/** Takes the sign-in through its steps, and keeps what came of it where the pool keeps such a history. */
export async function runRecorded(
  steps: readonly Step[],
  begun: SignIn,
  { challenge, origin }: { readonly challenge: string | null; readonly origin: RequestOrigin | undefined },
): Promise<SignInAnswer> {
  const { context, pool, parameters } = begun;
  if (!keepsAuthEvents(pool) || parameters.USERNAME === undefined) return runSteps(steps, begun);
  const user = context.users.find(pool, parameters.USERNAME);
  const asked = challenge === null || PASSWORDS.has(challenge) ? "Password" : "Mfa";
  const event = { pool, user, type: "SignIn", challenge: asked, origin } as const;
  try {
    const answer = await runSteps(steps, begun);
    const response = answer.AuthenticationResult ? "Pass" : "InProgress";
    recordAuthEvent(context, { ...event, response, id: eventIdOf(answer) });
    return answer;
  } catch (error) {
    recordAuthEvent(context, { ...event, response: "Fail" });
    throw error;
  }
}
