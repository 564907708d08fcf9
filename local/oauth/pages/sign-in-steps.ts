/**
 * The sign-in of the pages: the same steps as the API's (cognito/sign-in), one page at a time. The service's answer decides
 * which page comes next.
 */
import { authenticationOf } from "../../cognito/domain/authentication-level.ts";
import { isFlowAllowedOnPages } from "../../cognito/domain/explicit-auth-flows.ts";
import { secretHashOf } from "../../cognito/domain/secret-hash.ts";
import type { RequestOrigin } from "../../cognito/record-auth-event.ts";
import {
  beginHostedSignIn,
  continueAfterSignUp,
  continueHostedSignIn,
  stepUpOnPages,
} from "../../cognito/sign-in/begin-sign-in.ts";
import type { SignInAnswer, SignInOutcome } from "../../cognito/sign-in/sign-in.ts";
import type { Client } from "../../cognito/state/client-repository.ts";
import type { PageProgress } from "../../cognito/state/hosted-record-repository.ts";
import type { CognitoInput } from "../../cognito/wire-types.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { completedIn, usableSession } from "../usable-session.ts";
import { goTo, type Next } from "./hosted-page.ts";
import { offerPasskey } from "./offer-passkey.ts";
import { isRefusal } from "./problems.ts";
import type { Visit } from "./visit.ts";

export type Challenge = NonNullable<PageProgress["challenge"]>;

/** The next page of a sign-in. */
export const CONTINUE_PATH = "/login/continue";

/** With USER_AUTH users choose how they begin; otherwise by username and password (authentication-flows-selection-managedlogin). */
export const hasChoice = ({ settings }: Client): boolean => isFlowAllowedOnPages(settings, "USER_AUTH");

export const hasPasswords = ({ settings }: Client): boolean =>
  ["USER_PASSWORD_AUTH", "USER_SRP_AUTH"].some((flow) => isFlowAllowedOnPages(settings, flow));

function hashFor({ id, secrets }: Client, username: string): string | undefined {
  const [secret] = secrets;
  return secret === undefined ? undefined : secretHashOf(secret.value, username, id);
}

/** Members that the pages add for the client: also the hash, if the client has a secret. */
export function fromClient(client: Client, username: string) {
  const SecretHash = hashFor(client, username);
  return { ClientId: client.id, Username: username, ...withoutUndefined({ SecretHash }) };
}

/** The same as parameters of a sign-in. */
function signInParameters(client: Client, username: string): Readonly<Record<string, string>> {
  const hash = hashFor(client, username);
  return { USERNAME: username, ...(hash !== undefined && { SECRET_HASH: hash }) };
}

/** The browser's address, for the history of sign-ins. */
function originOf({ address, headers }: Visit["request"]): RequestOrigin {
  return {
    IpAddress: address,
    HttpHeaders: [{ headerName: "User-Agent", headerValue: headers["user-agent"] }],
  };
}

/** The levels that the client asks for. */
function targetOf({ authorization: { levels, query } }: Visit): Readonly<Record<string, string>> {
  return levels.length === 0 ? {} : { TARGET_ACR_VALUES: query.get("acr_values") ?? "" };
}

/** What the browser's session is good for, if the user adds to it; `null` once it has ended or is of another user. */
function creditOf({ request, authorization, progress }: Visit, username: string) {
  const session = progress?.stepsUp ? usableSession(request, authorization, undefined) : null;
  return session?.user.username === username ? completedIn(request, session) : null;
}

/**
 * Begins a sign-in.
 * @param parameters `PASSWORD`, `PREFERRED_CHALLENGE`
 * @throws ServiceError as InitiateAuth does
 */
export async function begin(
  visit: Visit,
  username: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Next> {
  const { authorization, request } = visit;
  const { client } = authorization;
  const AuthParameters = { ...parameters, ...targetOf(visit), ...signInParameters(client, username) };
  const AuthFlow = hasChoice(client) ? "USER_AUTH" : "USER_PASSWORD_AUTH";
  const { context } = request;
  const completed = creditOf(visit, username);
  const start = () =>
    completed === null
      ? beginHostedSignIn(context, client, { AuthFlow, AuthParameters }, originOf(request))
      : stepUpOnPages(context, client, { parameters: AuthParameters, completed }, originOf(request));
  return withDetours(username, async () => goOn(visit, username, await start()));
}

/**
 * Responds to the challenge that is in progress.
 * @throws ServiceError as RespondToAuthChallenge does
 */
export async function respond(
  visit: Visit,
  username: string,
  challenge: Challenge,
  responses: Readonly<Record<string, string>>,
): Promise<Next> {
  const { authorization, request } = visit;
  const { client } = authorization;
  const input = {
    ChallengeName: challenge.name as CognitoInput<"RespondToAuthChallenge">["ChallengeName"],
    Session: challenge.session,
    ChallengeResponses: { ...responses, ...signInParameters(client, username) },
  };
  return withDetours(username, async () =>
    goOn(
      visit,
      username,
      await continueHostedSignIn(request.context, client, input, originOf(request)),
      challenge.offered,
    ),
  );
}

/**
 * Continues after a completed sign-up.
 * @throws ServiceError as InitiateAuth does
 */
export async function beginAfterSignUp(visit: Visit, username: string): Promise<Next> {
  const { authorization, request } = visit;
  const { client } = authorization;
  const parameters = { ...signInParameters(client, username) };
  return withDetours(username, async () =>
    goOn(visit, username, await continueAfterSignUp(request.context, client, parameters, originOf(request))),
  );
}

/** Some refusals lead to the page where the user can fix them. */
async function withDetours(username: string, step: () => Promise<Next>): Promise<Next> {
  try {
    return await step();
  } catch (error) {
    if (isRefusal(error, "UserNotConfirmedException")) return goTo("/confirm", { username });
    if (isRefusal(error, "PasswordResetRequiredException")) {
      const flash = { problem: { key: "resetRequired" } };
      return goTo("/confirmforgotPassword", { username, flash });
    }
    throw error;
  }
}

/** Where a step leads: to the client, or to the next challenge's page. */
function goOn(
  visit: Visit,
  username: string,
  outcome: SignInOutcome,
  offered: readonly string[] = [],
): Next | Promise<Next> {
  if (outcome.kind === "signedIn") return finish(visit, outcome);
  const challenge = readChallenge(outcome.answer, offered);
  return (
    chooseAlone(visit, username, challenge) ?? goTo(CONTINUE_PATH, { ...carried(visit), username, challenge })
  );
}

/** The data that a sign-in keeps from its first page to its last. */
const carried = ({ progress }: Visit) => ({
  ...(progress?.stepsUp !== undefined && { stepsUp: progress.stepsUp }),
  ...(progress?.newUser !== undefined && { newUser: progress.newUser }),
  ...(progress?.wantsPasskey !== undefined && { wantsPasskey: progress.wantsPasskey }),
});

function finish(visit: Visit, signedIn: SignInOutcome & { readonly kind: "signedIn" }): Next {
  const { user, completed } = signedIn;
  const { newUser, wantsPasskey = false } = visit.progress ?? {};
  const asks = newUser === user.sub || wantsPasskey;
  const authentication = authenticationOf(completed);
  return (asks ? offerPasskey(visit, { user, authentication }) : null) ?? signedIn;
}

function readChallenge(answer: SignInAnswer, offered: readonly string[]): Challenge {
  const {
    ChallengeName = "",
    Session = "",
    ChallengeParameters = {},
    AvailableChallenges = offered,
  } = answer;
  return {
    name: ChallengeName,
    session: Session,
    parameters: ChallengeParameters,
    offered: AvailableChallenges,
  };
}

/**
 * The methods that a page supports, in the page's order. SRP counts as a password: the browser sends the password in both
 * cases.
 */
export const firstWays = ({ offered }: Challenge) =>
  (["WEB_AUTHN", "PASSWORD", "EMAIL_OTP", "SMS_OTP"] as const).filter((way) => offered.includes(way));

export const setUpWays = ({ parameters }: Challenge) =>
  (["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] as const).filter((way) =>
    (JSON.parse(parameters.MFAS_CAN_SETUP ?? "[]") as readonly string[]).includes(way),
  );

/** With only one method there is no choice. */
function chooseAlone(visit: Visit, username: string, challenge: Challenge): Promise<Next> | null {
  if (challenge.name === "SELECT_CHALLENGE") {
    const [way, ...others] = firstWays(challenge);
    // A message is sent only after the user has asked for it.
    const isQuiet = way === "PASSWORD" || way === "WEB_AUTHN";
    return way !== undefined && others.length === 0 && isQuiet
      ? respond(visit, username, challenge, { ANSWER: way })
      : null;
  }
  if (challenge.name === "MFA_SETUP") {
    const [way, ...others] = setUpWays(challenge);
    return way === "SOFTWARE_TOKEN_MFA" && others.length === 0
      ? associateApp(visit, username, challenge)
      : null;
  }
  return null;
}

/**
 * Creates the key of an authenticator app, and asks for its first code.
 * @throws ServiceError as AssociateSoftwareToken does
 */
export async function associateApp(visit: Visit, username: string, challenge: Challenge): Promise<Next> {
  const { SecretCode = "", Session = "" } = await visit.request.call("AssociateSoftwareToken", {
    Session: challenge.session,
  });
  return goTo(CONTINUE_PATH, {
    ...carried(visit),
    username,
    challenge: { ...challenge, session: Session, secret: SecretCode },
  });
}
