import { type HeldTokens, readTokens } from "./held-tokens.ts";

/** Messages between the tabs of an origin. */
type Message =
  | { readonly kind: "tokens"; readonly tokens: HeldTokens }
  | { readonly kind: "signedOut"; readonly signIn: string | undefined }
  | { readonly kind: "ask"; readonly id: string }
  | { readonly kind: "have"; readonly id: string; readonly tokens: HeldTokens | undefined };

interface LockManager {
  request<Result>(
    name: string,
    options: { readonly mode?: "shared" | "exclusive"; readonly signal?: AbortSignal },
    work: () => Promise<Result>,
  ): Promise<Result>;
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}

/** Milliseconds to wait for another tab's answer, also on a busy machine: a tab that the browser has frozen does not answer. */
const ANSWER_TIME = 2000;

const locks = (): LockManager | undefined =>
  (globalThis as { readonly navigator?: { readonly locks?: LockManager } }).navigator?.locks;

export interface TabListener {
  /** Another tab has new tokens. */
  tokens(tokens: HeldTokens): void;
  /** Another tab has signed out of a sign-in. */
  signedOut(signIn: string | undefined): void;
  /** This tab's tokens, for a tab that asks. */
  current(): HeldTokens | undefined;
}

/** The tabs of an origin that share a sign-in: one of them works at a time and sends the others the result. */
export interface Tabs {
  /** Runs work exclusively among all tabs; within one tab, one after the other. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  /** The tokens of the other tabs, newest first; nothing if there is no other tab. */
  ask(): Promise<readonly HeldTokens[]>;
  tellTokens(tokens: HeldTokens): void;
  tellSignedOut(signIn: string | undefined): void;
  close(): void;
}

/** Queues this tab's work, for platforms without locks. */
function row() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** For a client that shares nothing, such as on a server. */
export function noTabs(): Tabs {
  return {
    alone: row(),
    ask: async () => [],
    tellTokens: () => undefined,
    tellSignedOut: () => undefined,
    close: () => undefined,
  };
}

/**
 * Connects the tabs of the origin with Web Locks and a BroadcastChannel. Without them, as in an insecure context, each tab works
 * alone.
 *
 * @param name the same in all tabs that share
 * @see https://www.w3.org/TR/web-locks/
 */
export function joinTabs(name: string, listener: TabListener): Tabs {
  const manager = locks();
  if (manager === undefined || typeof BroadcastChannel === "undefined") return noTabs();
  const channel = new BroadcastChannel(name);
  const send = (message: Message) => channel.postMessage(message);
  const questions = new Map<string, (tokens: HeldTokens | undefined) => void>();
  channel.onmessage = ({ data }: MessageEvent) => receive(data as Message, { listener, send, questions });
  // On a server the channel must not keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  const leave = announce(manager, name);
  const inRow = row();
  return {
    alone: (work) => inRow(() => manager.request(`${name} work`, {}, work)),
    ask: async () => {
      const others = (await membersOf(manager, name)) - 1;
      return others > 0 ? askTabs(others, questions, send) : [];
    },
    tellTokens: (tokens) => send({ kind: "tokens", tokens }),
    tellSignedOut: (signIn) => send({ kind: "signedOut", signIn }),
    close: () => {
      leave();
      channel.close();
    },
  };
}

/** Holds a shared lock as long as the tab exists, so that others can count it. @returns a function that releases it */
function announce(manager: LockManager, name: string): () => void {
  const end = new AbortController();
  let leave = () => end.abort();
  const stay = () =>
    new Promise<void>((resolve) => {
      leave = resolve;
    });
  manager.request(`${name} tab`, { mode: "shared", signal: end.signal }, stay).catch(() => undefined);
  return () => leave();
}

async function membersOf(manager: LockManager, name: string): Promise<number> {
  const { held = [] } = await manager.query();
  return held.filter((lock) => lock.name === `${name} tab`).length;
}

type Questions = Map<string, (tokens: HeldTokens | undefined) => void>;

function receive(
  message: Message,
  {
    listener,
    send,
    questions,
  }: {
    readonly listener: TabListener;
    readonly send: (message: Message) => void;
    readonly questions: Questions;
  },
): void {
  if (message.kind === "signedOut") listener.signedOut(message.signIn);
  if (message.kind === "ask") send({ kind: "have", id: message.id, tokens: listener.current() });
  if (message.kind === "have") questions.get(message.id)?.(readTokens(message.tokens));
  const tokens = message.kind === "tokens" ? readTokens(message.tokens) : undefined;
  if (tokens !== undefined) listener.tokens(tokens);
}

function askTabs(
  others: number,
  questions: Questions,
  send: (message: Message) => void,
): Promise<readonly HeldTokens[]> {
  const id = crypto.randomUUID();
  const answers: (HeldTokens | undefined)[] = [];
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      questions.delete(id);
      const tokens = answers.filter((answer) => answer !== undefined);
      resolve(tokens.sort((one, other) => other.expiresAt - one.expiresAt));
    };
    const timer = setTimeout(end, ANSWER_TIME);
    questions.set(id, (answer) => {
      answers.push(answer);
      if (answers.length >= others) end();
    });
    send({ kind: "ask", id });
  });
}
