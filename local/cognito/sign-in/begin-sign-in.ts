import type { OperationContext } from "../operation-context.ts";
import type { RequestOrigin } from "../record-auth-event.ts";
import type { Client } from "../state/client-repository.ts";
import type { CognitoInput } from "../wire-types.ts";
import { runRecorded } from "./recorded-sign-in.ts";
import type { FlowName, SignIn, SignInAnswer } from "./sign-in.ts";
import { type Entrance, requireChallenge, requireFlow } from "./sign-in-flows.ts";

function blankSignIn(
  context: OperationContext,
  client: Client,
  {
    flow,
    ...given
  }: Pick<SignIn, "parameters" | "session" | "validationData" | "clientMetadata"> & {
    readonly flow: FlowName | null;
  },
): SignIn {
  return {
    context,
    client,
    pool: context.pools.require(client.poolId),
    username: "",
    user: null,
    device: null,
    memory: { flow, answered: [], deviceKey: given.parameters.DEVICE_KEY ?? null, standing: null },
    tokenSource: "TokenGeneration_Authentication",
    ...given,
  };
}

/** InitiateAuth and AdminInitiateAuth: starts a flow. */
export function beginSignIn(
  context: OperationContext,
  client: Client,
  entrance: Entrance,
  input: Pick<
    CognitoInput<"AdminInitiateAuth">,
    "AuthFlow" | "AuthParameters" | "ClientMetadata" | "Session"
  >,
  origin?: RequestOrigin,
): Promise<SignInAnswer> {
  return runRecorded(
    requireFlow(input.AuthFlow, client, entrance),
    blankSignIn(context, client, {
      flow: input.AuthFlow,
      parameters: input.AuthParameters ?? {},
      session: input.Session,
      validationData: input.ClientMetadata ?? {},
      clientMetadata: undefined,
    }),
    { challenge: null, origin },
  );
}

/** RespondToAuthChallenge and AdminRespondToAuthChallenge: goes on with one. */
export function continueSignIn(
  context: OperationContext,
  client: Client,
  input: Pick<
    CognitoInput<"RespondToAuthChallenge">,
    "ChallengeName" | "ChallengeResponses" | "Session" | "ClientMetadata"
  >,
  origin?: RequestOrigin,
): Promise<SignInAnswer> {
  return runRecorded(
    requireChallenge(input.ChallengeName),
    blankSignIn(context, client, {
      flow: null,
      parameters: input.ChallengeResponses ?? {},
      session: input.Session,
      validationData: {},
      clientMetadata: input.ClientMetadata,
    }),
    { challenge: input.ChallengeName, origin },
  );
}
