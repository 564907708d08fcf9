import {
  AdminInitiateAuthCommand,
  type AdminInitiateAuthCommandOutput,
  AdminRespondToAuthChallengeCommand,
  type AdminRespondToAuthChallengeCommandOutput,
  type AuthFlowType,
  type ChallengeNameType,
  type ContextDataType,
} from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { environment } from "./environment.ts";
import { shownToken } from "./known-client.ts";

/** The client behind a step of a sign-in. */
export interface SignInClient {
  readonly from: RequestOrigin;
  /** What Cognito's context data library collected in the client. */
  readonly deviceData: string | undefined;
  /** The token of a client that has signed in before; it may be forged. */
  readonly knownClient: string | undefined;
}

interface ClientFields {
  readonly deviceData?: string | undefined;
  readonly knownClient?: string | undefined;
}

/** The client, from the request. */
export function clientOf({ deviceData, knownClient }: ClientFields, from: RequestOrigin): SignInClient {
  return { from, deviceData, knownClient: shownToken(knownClient, from) };
}

type Strings = Readonly<Record<string, string>>;

interface Beginning {
  readonly flow: Extract<AuthFlowType, "ADMIN_USER_PASSWORD_AUTH" | "CUSTOM_AUTH" | "USER_AUTH">;
  readonly parameters: Strings;
  /** Passed to the triggers before the sign-in, as `validationData`. */
  readonly metadata?: Strings;
}

interface ChallengeResponse {
  readonly challenge: ChallengeNameType;
  readonly session: string | undefined;
  readonly responses: Strings;
  /** Passed to the triggers. */
  readonly metadata?: Strings | undefined;
}

/** What threat protection learns of the request: no cookie, no token, no other header. */
function headersOf({ userAgent, languages }: RequestOrigin) {
  const headers = { "User-Agent": userAgent, "Accept-Language": languages };
  return Object.entries(headers).flatMap(([headerName, headerValue]) =>
    headerValue ? [{ headerName, headerValue }] : [],
  );
}

/**
 * Tells Cognito which client asks. Without it, threat protection would judge every sign-in by the Lambda's own address.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ContextDataType.html
 */
function contextOf({ from, deviceData }: Pick<SignInClient, "from" | "deviceData">): ContextDataType {
  return {
    IpAddress: from.ip,
    ServerName: from.host,
    ServerPath: from.path,
    HttpHeaders: headersOf(from),
    EncodedData: deviceData,
  };
}

const pool = () => ({ UserPoolId: environment().USER_POOL_ID, ClientId: environment().USER_POOL_CLIENT_ID });

/**
 * Starts a sign-in with the function's own AWS credentials, as a server does (docs/adr/0023).
 *
 * @throws ApiError whatever {@link callCognito} makes of Cognito's refusal
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html
 */
export function beginSignIn(
  client: SignInClient,
  { flow, parameters, metadata }: Beginning,
  refusals: ExceptionOverrides,
): Promise<AdminInitiateAuthCommandOutput> {
  return callCognito(
    new AdminInitiateAuthCommand({
      ...pool(),
      AuthFlow: flow,
      AuthParameters: parameters,
      ClientMetadata: metadata,
      ContextData: contextOf(client),
    }),
    refusals,
  );
}

/**
 * Answers a challenge of a sign-in that {@link beginSignIn} started.
 *
 * @throws ApiError whatever {@link callCognito} makes of Cognito's refusal
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html
 */
export function respondToChallenge(
  client: SignInClient,
  { challenge, session, responses, metadata }: ChallengeResponse,
  refusals: ExceptionOverrides,
): Promise<AdminRespondToAuthChallengeCommandOutput> {
  return callCognito(
    new AdminRespondToAuthChallengeCommand({
      ...pool(),
      ChallengeName: challenge,
      Session: session,
      ChallengeResponses: responses,
      ClientMetadata: metadata,
      ContextData: contextOf(client),
    }),
    refusals,
  );
}
