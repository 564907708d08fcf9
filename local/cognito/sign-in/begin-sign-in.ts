import type { CompletedFactor } from "../domain/authentication-level.ts";
import type { OperationContext } from "../operation-context.ts";
import { keepsAuthEvents, type RequestOrigin, recordAuthEvent } from "../record-auth-event.ts";
import { clientAt } from "../sessions/track-sessions.ts";
import type { Client } from "../state/client-repository.ts";
import type { Entrance, FlowName } from "../state/sign-in-state.ts";
import type { CognitoInput } from "../wire-types.ts";
import { runSteps, type SignIn, type SignInAnswer, type SignInOutcome, type Step } from "./sign-in.ts";
import { requireChallenge, requireFlow, signUpSteps, stepUpSteps } from "./sign-in-flows.ts";

/** The `event_id` of the tokens, if there are any yet. */
function eventIdOf(outcome: SignInOutcome): string | undefined {
  const tokens = outcome.kind === "answer" ? outcome.answer.AuthenticationResult : undefined;
  const payload = tokens?.AccessToken?.split(".")[1];
  return payload && JSON.parse(Buffer.from(payload, "base64url").toString()).event_id;
}

const PASSWORDS = new Set(["PASSWORD_VERIFIER", "PASSWORD", "PASSWORD_SRP"]);

/** Runs the steps of a sign-in, and records the outcome if the pool keeps such a history. */
async function runRecorded(
  steps: readonly Step[],
  { context, ...blank }: SignIn,
  { challenge, origin }: { readonly challenge: string | null; readonly origin: RequestOrigin | undefined },
): Promise<SignInOutcome> {
  const begun = origin
    ? { ...blank, context: { ...context, requestClient: clientAt(origin, context) } }
    : { ...blank, context };
  const { pool, parameters } = begun;
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

type FlowInput = Pick<
  CognitoInput<"AdminInitiateAuth">,
  "AuthFlow" | "AuthParameters" | "ClientMetadata" | "Session"
>;

type ChallengeInput = Pick<
  CognitoInput<"RespondToAuthChallenge">,
  "ChallengeName" | "ChallengeResponses" | "Session" | "ClientMetadata"
>;

function blankSignIn(
  context: OperationContext,
  client: Client,
  {
    flow,
    entrance,
    completed = [],
    ...given
  }: Pick<SignIn, "parameters" | "session" | "validationData" | "clientMetadata"> & {
    readonly flow: FlowName | null;
    readonly entrance: Entrance;
    readonly completed?: readonly CompletedFactor[];
  },
): SignIn {
  const deviceKey = given.parameters.DEVICE_KEY ?? null;
  return {
    context,
    client,
    pool: context.pools.require(client.poolId),
    username: "",
    user: null,
    device: null,
    memory: { flow, entrance, answered: [], deviceKey, credentialState: null, completed, target: null },
    tokenSource: "TokenGeneration_Authentication",
    ...given,
  };
}

function begin(
  context: OperationContext,
  client: Client,
  entrance: Entrance,
  input: FlowInput,
  origin?: RequestOrigin,
): Promise<SignInOutcome> {
  return runRecorded(
    requireFlow(input.AuthFlow, client, entrance),
    blankSignIn(context, client, {
      flow: input.AuthFlow,
      entrance,
      parameters: input.AuthParameters ?? {},
      session: input.Session,
      validationData: input.ClientMetadata ?? {},
      clientMetadata: undefined,
    }),
    { challenge: null, origin },
  );
}

function proceed(
  context: OperationContext,
  client: Client,
  entrance: Entrance,
  input: ChallengeInput,
  origin?: RequestOrigin,
): Promise<SignInOutcome> {
  return runRecorded(
    requireChallenge(input.ChallengeName),
    blankSignIn(context, client, {
      flow: null,
      entrance,
      parameters: input.ChallengeResponses ?? {},
      session: input.Session,
      validationData: {},
      clientMetadata: input.ClientMetadata,
    }),
    { challenge: input.ChallengeName, origin },
  );
}

/** What operations answer with: their rows end in tokens or a challenge. */
function requireAnswer(outcome: SignInOutcome): SignInAnswer {
  if (outcome.kind === "answer") return outcome.answer;
  throw new Error("A sign-in of the API ended without tokens");
}

/** InitiateAuth and AdminInitiateAuth: starts a flow. */
export async function beginSignIn(
  context: OperationContext,
  client: Client,
  entrance: "public" | "admin",
  input: FlowInput,
  origin?: RequestOrigin,
): Promise<SignInAnswer> {
  return requireAnswer(await begin(context, client, entrance, input, origin));
}

/** RespondToAuthChallenge and AdminRespondToAuthChallenge: goes on with one. Each may continue what the other began. */
export async function continueSignIn(
  context: OperationContext,
  client: Client,
  input: ChallengeInput,
  origin?: RequestOrigin,
): Promise<SignInAnswer> {
  return requireAnswer(await proceed(context, client, "public", input, origin));
}

/**
 * Starts a sign-in on the pages of the pool's domain: by password, or with USER_AUTH by what the user chooses. It ends with a
 * user who is signed in ({@link SignInOutcome}), without tokens.
 *
 * @throws ServiceError as InitiateAuth does
 */
export const beginHostedSignIn = (
  context: OperationContext,
  client: Client,
  input: FlowInput & { readonly AuthFlow: "USER_PASSWORD_AUTH" | "USER_AUTH" },
  origin?: RequestOrigin,
): Promise<SignInOutcome> => begin(context, client, "hosted", input, origin);

/**
 * Goes on with a sign-in of the pages.
 * @throws ServiceError as RespondToAuthChallenge does
 */
export const continueHostedSignIn = (
  context: OperationContext,
  client: Client,
  input: ChallengeInput,
  origin?: RequestOrigin,
): Promise<SignInOutcome> => proceed(context, client, "hosted", input, origin);

/** Runs steps that no client asks for by name: only the pages begin with them. */
const beginOnPages = (
  context: OperationContext,
  client: Client,
  steps: readonly Step[],
  begun: Pick<SignIn, "parameters"> & {
    readonly flow: FlowName;
    readonly completed?: readonly CompletedFactor[];
  },
  origin: RequestOrigin | undefined,
): Promise<SignInOutcome> =>
  runRecorded(
    steps,
    blankSignIn(context, client, {
      entrance: "hosted",
      session: undefined,
      validationData: {},
      clientMetadata: undefined,
      ...begun,
    }),
    { challenge: null, origin },
  );

/**
 * Signs in a user whose sign-up was completed on the pages just now, in the same browser: their password was chosen there, or
 * their address was verified there. Everything else is asked for as at any sign-in.
 *
 * @throws ServiceError as InitiateAuth does
 */
export const continueAfterSignUp = (
  context: OperationContext,
  client: Client,
  parameters: SignIn["parameters"],
  origin?: RequestOrigin,
): Promise<SignInOutcome> =>
  beginOnPages(context, client, signUpSteps, { flow: "USER_PASSWORD_AUTH", parameters }, origin);

/**
 * Asks a user with a session in the browser for the factors that the level in `TARGET_ACR_VALUES` lacks.
 *
 * @param completed the factors of the session
 * @throws ServiceError as InitiateAuth does
 */
export const stepUpOnPages = (
  context: OperationContext,
  client: Client,
  { parameters, completed }: Pick<SignIn, "parameters"> & { readonly completed: readonly CompletedFactor[] },
  origin?: RequestOrigin,
): Promise<SignInOutcome> =>
  beginOnPages(context, client, stepUpSteps, { flow: "USER_AUTH", parameters, completed }, origin);
