/**
 * Multi-step sign-ins with the clients that AWS publishes, each in its own process like an app. The process prints a line of JSON
 * for each question and reads a line with the answer; the last line is the result.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundledScript } from "./bundled-script.ts";
import type { PublishedClient } from "./published-clients.ts";

export interface Conversation {
  readonly endpoint: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  /** Left out if the flow has none. */
  readonly password?: string;
  readonly flow?:
    | "USER_SRP_AUTH"
    | "USER_PASSWORD_AUTH"
    | "CUSTOM_WITH_SRP"
    | "CUSTOM_WITHOUT_SRP"
    | "USER_AUTH";
  /** The preferred first factor of USER_AUTH; only aws-amplify supports it. */
  readonly preferredChallenge?: "EMAIL_OTP" | "SMS_OTP" | "PASSWORD" | "PASSWORD_SRP";
}

/** What a client asks the app for, in the client's terms. */
export interface Question {
  readonly step: string;
  /** The secret for setting up an authenticator app, or the parameters of a custom challenge. */
  readonly detail?: string;
}

export interface ConversationResult {
  readonly accessToken?: string;
  readonly error?: string;
}

/** Signs in with a published client, and answers its questions. */
export async function converse(
  client: PublishedClient,
  request: Conversation,
  answer: (question: Question) => string,
): Promise<ConversationResult & { readonly steps: readonly string[] }> {
  const script = await bundledScript(fileURLToPath(import.meta.url));
  const child = spawn(process.execPath, [script, client, JSON.stringify(request)]);
  const steps: string[] = [];
  const complaints: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text) => complaints.push(text));
  let result: ConversationResult | undefined;
  const ended = once(child, "close");
  for await (const line of createInterface(child.stdout)) {
    const said: ConversationResult | Question = JSON.parse(line);
    if ("step" in said) {
      steps.push(said.step);
      child.stdin.write(`${answer(said)}\n`);
    } else {
      result = said;
    }
  }
  await ended;
  if (result === undefined) throw new Error(`the client ended without a result: ${complaints.join("")}`);
  return { ...result, steps };
}

type Ask = (question: Question) => Promise<string>;

async function withIdentityJs(request: Conversation, ask: Ask): Promise<string> {
  const { AuthenticationDetails, CognitoUser, CognitoUserPool } = await import("amazon-cognito-identity-js");
  const { endpoint, poolId, clientId, username, password, flow = "USER_SRP_AUTH" } = request;
  const Pool = new CognitoUserPool({ UserPoolId: poolId, ClientId: clientId, endpoint });
  const user = new CognitoUser({ Username: username, Pool });
  const details = new AuthenticationDetails({
    Username: username,
    ...(password !== undefined && { Password: password }),
  });
  return new Promise((resolve, reject) => {
    const questions = {
      onSuccess: (session: import("amazon-cognito-identity-js").CognitoUserSession) =>
        resolve(session.getAccessToken().getJwtToken()),
      onFailure: reject,
      mfaSetup: () =>
        user.associateSoftwareToken({
          onFailure: reject,
          associateSecretCode: async (detail) =>
            user.verifySoftwareToken(await ask({ step: "mfaSetup", detail }), "phone", questions),
        }),
      totpRequired: async () =>
        user.sendMFACode(await ask({ step: "totpRequired" }), questions, "SOFTWARE_TOKEN_MFA"),
      mfaRequired: async () => user.sendMFACode(await ask({ step: "mfaRequired" }), questions, "SMS_MFA"),
      selectMFAType: async () => user.sendMFASelectionAnswer(await ask({ step: "selectMFAType" }), questions),
      customChallenge: async ({ question }: { question?: string }) =>
        user.sendCustomChallengeAnswer(
          await ask({ step: "customChallenge", detail: question ?? "" }),
          questions,
        ),
    };
    user.setAuthenticationFlowType(flow.startsWith("CUSTOM") ? "CUSTOM_AUTH" : flow);
    if (flow === "CUSTOM_WITHOUT_SRP") user.initiateAuth(details, questions);
    else user.authenticateUser(details, questions);
  });
}

async function withAmplify(request: Conversation, ask: Ask): Promise<string> {
  const { Amplify } = await import("aws-amplify");
  const { confirmSignIn, fetchAuthSession, signIn } = await import("aws-amplify/auth");
  const { endpoint, poolId, clientId, username, password, preferredChallenge } = request;
  const { flow = "USER_SRP_AUTH" } = request;
  Amplify.configure({
    Auth: { Cognito: { userPoolId: poolId, userPoolClientId: clientId, userPoolEndpoint: endpoint } },
  });
  let { nextStep } = await signIn({
    username,
    ...(password !== undefined && { password }),
    options: { authFlowType: flow, ...(preferredChallenge && { preferredChallenge }) },
  });
  while (nextStep.signInStep !== "DONE") {
    const step = nextStep.signInStep;
    const detail =
      nextStep.signInStep === "CONTINUE_SIGN_IN_WITH_TOTP_SETUP"
        ? nextStep.totpSetupDetails.sharedSecret
        : nextStep.signInStep === "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE"
          ? (nextStep.additionalInfo?.question ?? "")
          : "";
    const challengeResponse = await ask({ step, detail });
    ({ nextStep } = await confirmSignIn({ challengeResponse }));
  }
  return String((await fetchAuthSession()).tokens?.accessToken);
}

if (import.meta.main) {
  const [, , client, request] = process.argv;
  const answers = createInterface(process.stdin)[Symbol.asyncIterator]();
  const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const ask: Ask = async (question) => {
    say(question);
    return String((await answers.next()).value);
  };
  const signIn = client === "aws-amplify" ? withAmplify : withIdentityJs;
  const result: ConversationResult = await signIn(JSON.parse(request ?? "{}"), ask).then(
    (accessToken) => ({ accessToken }),
    (error: Error) => ({ error: `${error.name}: ${error.message}` }),
  );
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit());
}
