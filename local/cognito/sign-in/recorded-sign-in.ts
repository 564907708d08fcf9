import { keepsAuthEvents, type RequestOrigin, recordAuthEvent } from "../record-auth-event.ts";
import { runSteps, type SignIn, type SignInOutcome, type Step } from "./sign-in.ts";

/** The `event_id` of the tokens, where there are any yet. */
function eventIdOf(outcome: SignInOutcome): string | undefined {
  const tokens = outcome.kind === "answer" ? outcome.answer.AuthenticationResult : undefined;
  const payload = tokens?.AccessToken?.split(".")[1];
  return payload && JSON.parse(Buffer.from(payload, "base64url").toString()).event_id;
}

const PASSWORDS = new Set(["PASSWORD_VERIFIER", "PASSWORD", "PASSWORD_SRP"]);

/** Takes the sign-in through its steps, and keeps what came of it where the pool keeps such a history. */
export async function runRecorded(
  steps: readonly Step[],
  begun: SignIn,
  { challenge, origin }: { readonly challenge: string | null; readonly origin: RequestOrigin | undefined },
): Promise<SignInOutcome> {
  const { context, pool, parameters } = begun;
  if (!keepsAuthEvents(pool) || parameters.USERNAME === undefined) return runSteps(steps, begun);
  const user = context.users.find(pool, parameters.USERNAME);
  const asked = challenge === null || PASSWORDS.has(challenge) ? "Password" : "Mfa";
  const event = { pool, user, type: "SignIn", challenge: asked, origin } as const;
  try {
    const outcome = await runSteps(steps, begun);
    const isOver = outcome.kind === "signedIn" || outcome.answer.AuthenticationResult !== undefined;
    recordAuthEvent(context, {
      ...event,
      response: isOver ? "Pass" : "InProgress",
      id: eventIdOf(outcome),
    });
    return outcome;
  } catch (error) {
    recordAuthEvent(context, { ...event, response: "Fail" });
    throw error;
  }
}
