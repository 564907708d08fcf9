/** The calls of a custom sign-in's three functions, with the events that AWS documents. */
import { withoutUndefined } from "../../../without-undefined.ts";
import { hidesUnknownUsers } from "../../check-client.ts";
import {
  type CreatedChallenge,
  type Definition,
  readCreatedChallenge,
  readDefinition,
} from "../../domain/custom-challenge.ts";
import { EMPTY_RESPONSES, triggerAttributes } from "../../domain/trigger-event.ts";
import { customTriggerMissing } from "../../errors/trigger-errors.ts";
import type { SignIn } from "../sign-in.ts";

type ChallengeTrigger = "DefineAuthChallenge" | "CreateAuthChallenge" | "VerifyAuthChallengeResponse";

/** @throws ServiceError InvalidParameterException: the pool does not have this function; the function's error */
async function run(
  { context, client, pool, user, username, clientMetadata }: SignIn,
  trigger: ChallengeTrigger,
  request: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await context.triggers.run({
    pool,
    trigger,
    source: `${trigger}_Authentication`,
    username: user?.username ?? username,
    clientId: client.id,
    request: {
      userAttributes: user ? triggerAttributes(user) : {},
      ...request,
      ...withoutUndefined({ clientMetadata }),
      ...(hidesUnknownUsers(client) ? { userNotFound: user === null } : {}),
    },
    response: EMPTY_RESPONSES[trigger],
  });
  if (response === null) throw customTriggerMissing();
  return response;
}

/** Asks what comes next. */
export async function defineChallenge(signIn: SignIn): Promise<Definition> {
  const response = await run(signIn, "DefineAuthChallenge", { session: signIn.memory.answered });
  let problem = "";
  const definition = readDefinition(response, (odd) => {
    problem = odd;
  });
  if (definition === null) throw signIn.context.triggers.refuseResponse("DefineAuthChallenge", problem);
  return definition;
}

/** Asks for a challenge of the pool's own. */
export async function createChallenge(signIn: SignIn): Promise<CreatedChallenge> {
  const response = await run(signIn, "CreateAuthChallenge", {
    challengeName: "CUSTOM_CHALLENGE",
    session: signIn.memory.answered,
  });
  return readCreatedChallenge(response);
}

/** Asks whether the client's answer is right. */
export async function verifyAnswer(
  signIn: SignIn,
  { hidden, answer }: { readonly hidden: unknown; readonly answer: string },
): Promise<boolean> {
  const response = await run(signIn, "VerifyAuthChallengeResponse", {
    privateChallengeParameters: hidden,
    challengeAnswer: answer,
  });
  return response.answerCorrect === true;
}
