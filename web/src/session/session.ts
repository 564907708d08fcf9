/**
 * Who is signed in. The refresh token is in a cookie that no script can read; access and ID token are in this tab's memory and
 * nowhere else. Tabs tell each other of new tokens and of signing out, and take turns at refreshing: one lock, one refresh.
 */
import { useSyncExternalStore } from "react";
import { createApiClient } from "../../../clients/typescript/api-client.ts";
import { apiBase } from "../api/settings.ts";
import { readSession, type Session, type Tokens } from "./tokens.ts";

/** Whether there may be a cookie, so that a page of somebody who never signed in asks nothing. No secret. */
const HINT_KEY = "signed-in";
const LOCK = "session";

/** Seconds before a token's end when a new one is fetched. */
const EARLY_MS = 60_000;

type Message =
  | { readonly type: "tokens"; readonly tokens: Tokens }
  | { readonly type: "ended" }
  | { readonly type: "asked" };

interface State {
  readonly tokens: Tokens | undefined;
  readonly session: Session | undefined;
  /** How the sign-in ended while this tab was open: by its own button, or otherwise. */
  readonly ended: "here" | "elsewhere" | undefined;
}

let state: State = { tokens: undefined, session: undefined, ended: undefined };
const listeners = new Set<() => void>();
const channel = new BroadcastChannel("session");

function set(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

function take(tokens: Tokens): void {
  localStorage.setItem(HINT_KEY, "1");
  set({ tokens, session: readSession(tokens), ended: undefined });
}

function end(where: "here" | "elsewhere" = "elsewhere"): void {
  localStorage.removeItem(HINT_KEY);
  set({ tokens: undefined, session: undefined, ended: state.session === undefined ? undefined : where });
}

channel.onmessage = ({ data }: MessageEvent<Message>) => {
  if (data.type === "ended") end();
  else if (data.type === "tokens") take(data.tokens);
  else if (isFresh()) channel.postMessage({ type: "tokens", tokens: state.tokens });
};

const isFresh = (): boolean => state.tokens !== undefined && state.tokens.expiresAt - EARLY_MS > Date.now();

const client = () =>
  createApiClient({ baseUrl: apiBase(), fetch: (request) => fetch(request, { credentials: "include" }) });

interface AnsweredTokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly expiresIn: number;
}

/** Takes over what a sign-in ended with, here and in the other tabs. */
export function adoptTokens({ accessToken, idToken, expiresIn }: AnsweredTokens): void {
  const tokens = { accessToken, idToken, expiresAt: Date.now() + expiresIn * 1000 };
  take(tokens);
  channel.postMessage({ type: "tokens", tokens } satisfies Message);
}

/**
 * New tokens by the cookie. Of all tabs one asks; the others wait for the lock and find that they have them.
 *
 * @returns the access token; nothing where the sign-in is over
 * @throws where the API can't be reached: the sign-in may still be good
 */
export async function refreshSession(): Promise<string | undefined> {
  const before = state.tokens?.accessToken;
  return navigator.locks.request(LOCK, async () => {
    if (isFresh() && state.tokens?.accessToken !== before) return state.tokens?.accessToken;
    const { data, response } = await client().POST("/v1/auth/refresh");
    if (data !== undefined) {
      adoptTokens(data.tokens);
      return data.tokens.accessToken;
    }
    if (response.status >= 500 || response.status === 429) throw new Error(`refresh: ${response.status}`);
    end();
    channel.postMessage({ type: "ended" } satisfies Message);
    return undefined;
  });
}

/** For every request: the token, a new one where it is about to end. */
export async function accessToken(): Promise<string | undefined> {
  if (state.tokens === undefined) return undefined;
  return isFresh() ? state.tokens.accessToken : refreshSession();
}

/** Milliseconds that other tabs have to answer: they are on the same machine. */
const OTHERS_ANSWER_WITHIN = 60;

let restored: Promise<void> | undefined;

async function restore(): Promise<void> {
  if (state.session !== undefined || localStorage.getItem(HINT_KEY) === null) return;
  const answered = new Promise<void>((resolve) => {
    listeners.add(resolve);
    setTimeout(() => {
      listeners.delete(resolve);
      resolve();
    }, OTHERS_ANSWER_WITHIN);
  });
  channel.postMessage({ type: "asked" } satisfies Message);
  await answered;
  if (!isFresh()) await refreshSession();
}

/** The session of this browser, once it is known: another tab's, or the cookie's. */
export async function currentSession(): Promise<Session | undefined> {
  restored ??= restore().finally(() => {
    restored = undefined;
  });
  await restored;
  return state.session;
}

/** The ID and access token as they are, for the token viewer. */
export const currentTokens = (): Tokens | undefined => state.tokens;

export async function signOut(): Promise<void> {
  await navigator.locks.request(LOCK, () => client().POST("/v1/auth/sign-out"));
  end("here");
  channel.postMessage({ type: "ended" } satisfies Message);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Who is signed in, and again when that changes, here or in another tab. */
export const useSession = (): Session | undefined => useSyncExternalStore(subscribe, () => state.session);

/** How the sign-in ended, in a tab that had one. */
export const useEnded = (): State["ended"] => useSyncExternalStore(subscribe, () => state.ended);
