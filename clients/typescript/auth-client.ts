import { type ApiClient, apiCalls, callSender } from "./api-client.ts";
import type { Challenge, Problem, SignInAnswer } from "./api-types.ts";
import type { AnyInit } from "./call-types.ts";
import { claimsOf, organizationOf } from "./held-tokens.ts";
import { knownClients } from "./known-clients.ts";
import { readProblem } from "./read-problem.ts";
import type { SendSettings } from "./send-patiently.ts";
import { Session } from "./session.ts";
import {
  challengeStep,
  type LinkSentStep,
  type RefusedStep,
  refusedStep,
  type SignedInStep,
  type SignInStep,
  type StepCalls,
} from "./sign-in-steps.ts";
import { memoryStorage, type TokenStorage } from "./token-storage.ts";

interface CommonSettings extends SendSettings {
  /** Where the API is, without `/v1`. */
  readonly baseUrl: string;
}

/** With `cookies` the refresh token is in the API's cookie, which scripts can't read; else in `storage`. */
export type AuthClientSettings = CommonSettings &
  (
    | { readonly cookies: true; readonly storage?: never }
    | { readonly cookies?: false; readonly storage?: TokenStorage }
  );

/** Data about the client that a sign-in sends, for threat protection. */
interface Device {
  readonly deviceData?: string;
}

export interface AuthClient {
  /** The API as the signed-in user: calls carry a token, which is refreshed before it expires and once after a 401. */
  readonly api: ApiClient;
  /** Whether the user is still signed in from before the page was loaded. If it is not called, the first API call finds out. */
  restore(): Promise<boolean>;
  signIn(user: { readonly email: string; readonly password: string } & Device): Promise<SignInStep>;
  /** With a code that is sent to the user. */
  signInWithCode(
    user: { readonly email: string; readonly channel?: "email" | "sms" } & Device,
  ): Promise<SignInStep>;
  /** With a link by mail, which works in this browser only (`cookies`), or in this app. */
  signInWithLink(user: { readonly email: string } & Device): Promise<LinkSentStep | RefusedStep>;
  /**
   * On the page that a link leads to, in cookie mode: signs in with the token of the link's fragment. Call it when the user
   * presses a button, not when the page opens: programs open links, too.
   */
  completeLink(link: { readonly token: string } & Device): Promise<SignedInStep | RefusedStep>;
  signInWithPasskey(user: { readonly email: string } & Device): Promise<SignInStep>;
  /**
   * Ends the sign-in in all tabs that share it. This device always forgets it.
   *
   * @returns the problem if the API could not end it: in cookie mode the cookie may still exist
   */
  signOut(): Promise<Problem | undefined>;
  /**
   * Replaces the tokens by those for an organization of the user, or for none. Later refreshes stay with it; for other devices and
   * later sign-ins, choose it by `PUT /v1/me/organization`.
   *
   * @returns whether the tokens are for it now: not if the user is not a member
   */
  switchOrganization(organization: string | undefined): Promise<boolean>;
  /** A valid access token, for your own requests; undefined if the user is not signed in. */
  accessToken(): Promise<string | undefined>;
  /** The claims of the ID token, to show the user's name; not verified, so do not base permissions on them. */
  claims(): Readonly<Record<string, unknown>> | undefined;
  /** The stored ID token, which may have expired; for example for an identity pool. */
  idToken(): string | undefined;
  /** Calls back when the user signs in or out, here or in another tab. @returns a function that unsubscribes */
  onChange(listener: (isSignedIn: boolean) => void): () => void;
  /** Stops sharing with the other tabs. */
  close(): void;
}

/** Codes of a 401 that a refresh may resolve. */
const STALE = ["unauthorized", "session_revoked"];

/** Routes without a token. */
export const isPublic = (path: string): boolean =>
  /^\/v1\/(auth|links|tokens)\/|^\/v1\/(health|docs|openapi\.json)$/.test(path);

/**
 * A client that signs users in and calls the API for them.
 *
 * ```ts
 * const auth = createAuthClient({ baseUrl, cookies: true });
 * const step = await auth.signIn({ email, password });
 * if (step.kind === "challenge" && step.challenge === "SOFTWARE_TOKEN_MFA") await step.answer({ code });
 * ```
 */
export function createAuthClient(settings: AuthClientSettings): AuthClient {
  const { baseUrl, cookies = false, storage = memoryStorage() } = settings;
  const call = callSender(settings);
  const listeners = new Set<(isSignedIn: boolean) => void>();
  const session = new Session({
    name: `serverless-auth ${baseUrl}`,
    isInCookie: cookies,
    storage,
    call,
    onChange: (signIn) => {
      for (const listener of listeners) listener(signIn !== undefined);
    },
  });

  async function sendSignedIn(path: string, method: string, init: AnyInit): Promise<Response> {
    if (isPublic(path)) return call(path, method, init, undefined);
    const fresh = await session.fresh();
    if (fresh.kind === "failed") return fresh.response;
    const token = fresh.kind === "tokens" ? fresh.tokens.accessToken : undefined;
    const response = await call(path, method, init, token);
    if (response.status !== 401 || token === undefined) return response;
    if (!STALE.includes((await readProblem(response.clone())).code)) return response;
    const refreshed = await session.refresh(token);
    if (refreshed.kind === "over") return response;
    if (refreshed.kind === "failed") return refreshed.response;
    await response.body?.cancel();
    return call(path, method, init, refreshed.tokens.accessToken);
  }

  const steps = signInSteps({ ...settings, cookies, storage }, session);
  return {
    api: apiCalls(sendSignedIn),
    restore: async () => (await session.restore()).kind === "tokens",
    ...steps,
    signOut: async () => {
      const response = await session.end();
      return response === undefined || response.ok ? undefined : readProblem(response);
    },
    switchOrganization: async (organization) => {
      const switched = await session.switchOrganization(organization);
      return switched.kind === "tokens" && organizationOf(switched.tokens) === organization;
    },
    accessToken: async () => {
      const fresh = await session.fresh();
      return fresh.kind === "tokens" ? fresh.tokens.accessToken : undefined;
    },
    claims: () => (session.held === undefined ? undefined : claimsOf(session.held.idToken)),
    idToken: () => session.held?.idToken,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => session.close(),
  };
}

type SignIns = Pick<
  AuthClient,
  "signIn" | "signInWithCode" | "signInWithLink" | "completeLink" | "signInWithPasskey"
>;

/** The ways to start a sign-in; each continues until there are tokens. */
function signInSteps(
  settings: CommonSettings & { readonly cookies: boolean; readonly storage: TokenStorage },
  session: Session,
): SignIns {
  const { baseUrl, cookies, storage } = settings;
  const call = callSender(settings);
  const credentials = cookies ? ({ credentials: "include" } as const) : {};
  const api = apiCalls((path, method, init) => call(path, method, { ...init, ...credentials }, undefined));
  const query = { tokens: cookies ? "cookie" : "body" } as const;
  const known = knownClients(storage, `serverless-auth ${baseUrl}`);

  /** Data that is sent with every step. */
  const clientOf = async ({ email, deviceData }: { readonly email: string } & Device) => {
    const knownClient = cookies ? undefined : await known.of(email);
    return {
      email,
      ...(deviceData === undefined ? {} : { deviceData }),
      ...(knownClient === undefined ? {} : { knownClient }),
    };
  };

  async function next(answer: SignInAnswer, user: { readonly email: string } & Device): Promise<SignInStep> {
    if (!("tokens" in answer)) return challengeStep(answer as Challenge, callsOf(user));
    if ("knownClient" in answer && answer.knownClient !== undefined) {
      await known.remember(user.email, answer.knownClient);
    }
    await session.begin(answer.tokens);
    return { kind: "signedIn" };
  }

  const callsOf = (user: { readonly email: string } & Device): StepCalls => ({
    answer: async (answer) => {
      const body = { ...answer, ...(await clientOf(user)) } as Parameters<typeof answerChallenge>[0];
      const { data, error } = await answerChallenge(body);
      return error === undefined ? next(data, user) : refusedStep(error, true);
    },
    setUp: async (session) => {
      const { data, error } = await api.POST("/v1/auth/mfa-setup", { body: { session, email: user.email } });
      return error === undefined ? data : refusedStep(error, true);
    },
  });

  const answerChallenge = (body: Parameters<typeof api.POST<"/v1/auth/challenge">>[1]["body"]) =>
    api.POST("/v1/auth/challenge", { params: { query }, body });

  const completeLink: AuthClient["completeLink"] = async (body) => {
    const { data, error } = await api.POST("/v1/auth/link/complete", { params: { query }, body });
    if (error !== undefined) return refusedStep(error, false);
    await session.begin(data.tokens);
    return { kind: "signedIn" };
  };

  return {
    signIn: async ({ password, ...user }) => {
      const body = { ...(await clientOf(user)), password };
      const { data, error } = await api.POST("/v1/auth/sign-in", { params: { query }, body });
      return error === undefined ? next(data, user) : refusedStep(error, false);
    },
    signInWithCode: async ({ channel = "email", ...user }) => {
      const body = { ...(await clientOf(user)), channel };
      const { data, error } = await api.POST("/v1/auth/otp", { body });
      return error === undefined ? next(data, user) : refusedStep(error, false);
    },
    signInWithLink: async (user) => {
      const { data, error } = await api.POST("/v1/auth/link", { params: { query }, body: user });
      if (error !== undefined) return refusedStep(error, false);
      const { delivery, resendAfter } = data;
      const sent = { kind: "linkSent", delivery, resendAfter } as const;
      if (!("session" in data)) {
        const { email: _, ...device } = user;
        const complete = (token: string) => completeLink({ ...device, token });
        return { ...sent, expiresAt: data.expiresAt, complete };
      }
      const { challenge, session, parameters } = data;
      const complete = (answer: string) => callsOf(user).answer({ challenge, session, answer });
      return { ...sent, expiresAt: parameters.expiresAt, complete };
    },
    completeLink,
    signInWithPasskey: async (user) => {
      const { data, error } = await api.POST("/v1/auth/passkey", { body: await clientOf(user) });
      return error === undefined ? next(data, user) : refusedStep(error, false);
    },
  };
}
