/**
 * Both sign-ins by code of aws-amplify, `CUSTOM_WITHOUT_SRP` and `CUSTOM_WITH_SRP`, each with a wrong code before the right one.
 * It runs in its own process, like an app.
 */
import type { Person } from "../clients/api-client.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";
import { configureAmplify } from "./configure-amplify.ts";

export interface OtpWalkRequest {
  readonly apiUrl: string;
  readonly cloudUrl: string;
  readonly person: Person;
  readonly flow: "CUSTOM_WITHOUT_SRP" | "CUSTOM_WITH_SRP";
}

/** Amplify's name of each step, the challenge parameters, and whether the API accepts the token. */
export interface OtpWalkResult {
  readonly steps: readonly string[];
  readonly challenges: readonly (string | null)[];
  readonly status: number;
}

/** Runs the walk in another process. */
export async function walkByCode(request: OtpWalkRequest): Promise<OtpWalkResult> {
  return callInOtherProcess(import.meta.url, request, { isBundled: true });
}

const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");

async function walk({ person, flow, ...stack }: OtpWalkRequest): Promise<OtpWalkResult> {
  const auth = await import("aws-amplify/auth");
  const api = await configureAmplify(stack);
  const { email: username, password } = person;
  const withPassword = flow === "CUSTOM_WITH_SRP" ? { password } : {};
  const outputs = [await auth.signIn({ username, ...withPassword, options: { authFlowType: flow } })];
  const answer = async (challengeResponse: string) => {
    outputs.push(await auth.confirmSignIn({ challengeResponse }));
  };
  await answer('{"channel":"email"}');
  const code = await api.codeFor(username);
  await answer(otherThan(code));
  await answer(code);
  const { tokens } = await auth.fetchAuthSession();
  const me = await api.get("/v1/me", { token: String(tokens?.accessToken) });
  return {
    steps: outputs.map(({ nextStep }) => nextStep.signInStep),
    challenges: outputs.map(({ nextStep }) =>
      "additionalInfo" in nextStep ? (nextStep.additionalInfo?.challenge ?? null) : null,
    ),
    status: me.status,
  };
}

if (import.meta.main) await answerCaller(walk);
