/**
 * Who is signed in. The typed client has the sign-in: the refresh token is in a cookie that no script can read, access and ID token are in
 * memory, tabs take turns at refreshing and tell one another. This module is what pages use of it.
 */
import { useSyncExternalStore } from "react";
import {
  type AuthClient,
  createApiClient,
  createAuthClient,
  readStepUp,
} from "../../../clients/typescript/index.ts";
import { failureOf } from "../api/problem.ts";
import { sendRequest } from "../api/send.ts";
import { apiBase } from "../api/settings.ts";
import { giveUpSignInAgain, signInAgain } from "./sign-in-again.ts";
import { readSession, type Session } from "./tokens.ts";

/** Whether there may be a cookie, so that the page sends no request for a visitor who never signed in. Not a secret. */
const HINT_KEY = "signed-in";

/** Whether to load a signed-in user's page before the session is known. */
export const mayBeSignedIn = (): boolean => localStorage.getItem(HINT_KEY) !== null;

interface State {
  readonly session: Session | undefined;
  /** How the sign-in ended while this tab was open: by its own button, or in another way. */
  readonly ended: "here" | "elsewhere" | undefined;
}

let state: State = { session: undefined, ended: undefined };
let token: string | undefined;
let isSigningOut = false;
const listeners = new Set<() => void>();

function set(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

/** A new token may have other scopes and claims. */
function notice(accessToken: string): void {
  if (accessToken === token) return;
  token = accessToken;
  localStorage.setItem(HINT_KEY, "1");
  set({ session: readSession(accessToken, auth().claims() ?? {}), ended: undefined });
}

function forget(): void {
  giveUpSignInAgain();
  token = undefined;
  localStorage.removeItem(HINT_KEY);
  const ended = isSigningOut ? "here" : "elsewhere";
  set({ session: undefined, ended: state.session === undefined ? undefined : ended });
}

/** Sends a request. If the API requires a more recent or a stronger sign-in, a dialog asks for it, and then the request is sent again. */
async function send(request: Request): Promise<Response> {
  const bearer = request.headers.get("authorization");
  if (bearer === null) return sendRequest(request);
  notice(bearer.replace("Bearer ", ""));
  const again = request.clone();
  const response = await sendRequest(request);
  const needed = readStepUp(response);
  if (needed === undefined || !(await signInAgain(needed))) return response;
  const fresh = await auth().accessToken();
  if (fresh === undefined) return response;
  const headers = new Headers(again.headers);
  headers.set("authorization", `Bearer ${fresh}`);
  return sendRequest(new Request(again, { headers, signal: null }));
}

let client: AuthClient | undefined;

/** The typed client: signs in, and calls the API for the user. */
export function auth(): AuthClient {
  client ??= createAuthClient({ baseUrl: apiBase(), cookies: true, fetch: send });
  return client;
}

/** Takes over who has signed in, here or in another tab. */
async function follow(isSignedIn: boolean): Promise<void> {
  if (!isSignedIn) return forget();
  const accessToken = await auth().accessToken();
  if (accessToken !== undefined) notice(accessToken);
}

let isFollowing = false;

/** The session of this browser, once it is known: another tab's, or the cookie's. */
export async function currentSession(): Promise<Session | undefined> {
  if (!isFollowing) {
    isFollowing = true;
    auth().onChange((isSignedIn) => void follow(isSignedIn));
  }
  if (state.session === undefined && mayBeSignedIn()) {
    if (await auth().restore()) await follow(true);
    else forget();
  }
  return state.session;
}

/** For requests without the session of this page. */
const plainClient = () =>
  createApiClient({
    baseUrl: apiBase(),
    fetch: (request) => sendRequest(new Request(request, { credentials: "include" })),
  });

/**
 * Uses the first access token once, so that the list of sessions shows the provider: later tokens do not name it. The sign-in continues if
 * this fails.
 */
async function recordProvider(accessToken: string): Promise<void> {
  const headers = { authorization: `Bearer ${accessToken}` };
  await plainClient()
    .GET("/v1/me", { headers })
    .catch(() => undefined);
}

/**
 * Exchanges the refresh token from the pool's own pages for the API's cookie, which then holds the session.
 *
 * @throws ApiFailure
 */
export async function adoptTokens(tokens: {
  readonly access_token: string;
  readonly refresh_token: string;
}): Promise<void> {
  const [{ error, response }] = await Promise.all([
    plainClient().POST("/v1/auth/refresh", {
      params: { query: { tokens: "cookie" } },
      body: { refreshToken: tokens.refresh_token },
    }),
    recordProvider(tokens.access_token),
  ]);
  if (error !== undefined) throw failureOf(response, error);
  localStorage.setItem(HINT_KEY, "1");
  await currentSession();
}

/**
 * Continues in an organization, or in none: in all tabs, and in later sign-ins.
 *
 * @throws ApiFailure
 */
export async function switchOrganization(organization: string | undefined): Promise<void> {
  const { error, response } = await auth().api.PUT("/v1/me/organization", {
    body: { organization: organization ?? null },
  });
  if (error !== undefined) throw failureOf(response, error);
  await auth().switchOrganization(organization);
  const accessToken = await auth().accessToken();
  if (accessToken !== undefined) notice(accessToken);
}

/** Changes that users make to their own profile: shown at once, and later also in new tokens. */
export function changeSession(change: Partial<Pick<Session, "email" | "name">>): void {
  if (state.session !== undefined) set({ ...state, session: { ...state.session, ...change } });
}

/** Ends the sign-in, in all tabs. */
export async function signOut(): Promise<void> {
  isSigningOut = true;
  try {
    await auth().signOut();
  } finally {
    isSigningOut = false;
  }
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Who is signed in; renders again when that changes, here or in another tab. */
export const useSession = (): Session | undefined => useSyncExternalStore(subscribe, () => state.session);

/** How the sign-in ended, in a tab that had one. */
export const useEnded = (): State["ended"] => useSyncExternalStore(subscribe, () => state.ended);
