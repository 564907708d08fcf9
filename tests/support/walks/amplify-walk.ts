/**
 * The main use case in an app with aws-amplify: sign up, confirm, sign in by SRP, call the API, refresh, sign out. It runs in its
 * own process: Jest's sandbox makes SRP's arithmetic a hundred times slower.
 */
import type { Json, Person } from "../clients/api-client.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";
import { configureAmplify } from "./configure-amplify.ts";

export interface WalkRequest {
  readonly apiUrl: string;
  readonly cloudUrl: string;
  readonly person: Person;
}

export interface WalkResult {
  /** The API's profile of the signed-in user. */
  readonly profile: Json;
  /** Statuses of GET /v1/me with the token of the sign-in and with the one after the refresh. */
  readonly statuses: readonly number[];
  readonly originJti: readonly unknown[];
  readonly signedInAfterSignOut: boolean;
}

/** Runs the walk in another process. */
export async function walkWithAmplify(request: WalkRequest): Promise<WalkResult> {
  return callInOtherProcess(import.meta.url, request, { isBundled: true });
}

async function walk({ person, ...stack }: WalkRequest): Promise<WalkResult> {
  const auth = await import("aws-amplify/auth");
  const api = await configureAmplify(stack);
  const { email: username, password } = person;
  await auth.signUp({ username, password, options: { userAttributes: { email: username } } });
  await auth.confirmSignUp({ username, confirmationCode: await api.codeFor(username) });
  await auth.signIn({ username, password, options: { authFlowType: "USER_SRP_AUTH" } });
  const first = (await auth.fetchAuthSession()).tokens?.accessToken;
  const second = (await auth.fetchAuthSession({ forceRefresh: true })).tokens?.accessToken;
  const answers = await Promise.all(
    [first, second].map((token) => api.get("/v1/me", { token: String(token) })),
  );
  await auth.signOut();
  const after = await auth.fetchAuthSession();
  return {
    profile: answers[0]?.body ?? {},
    statuses: answers.map(({ status }) => status),
    originJti: [first?.payload.origin_jti, second?.payload.origin_jti],
    signedInAfterSignOut: after.tokens !== undefined,
  };
}

if (import.meta.main) await answerCaller(walk);
