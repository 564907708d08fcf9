import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";

const root = resolve(import.meta.dirname, "../../..");

/** The stack ends with the tests that hold its standard input, also if a signal ends them. */
const LIFELINE = pathToFileURL(join(import.meta.dirname, "lifeline.ts")).href;

/** Records the functions' AWS calls, if the run names a file. */
const CALLS = pathToFileURL(join(import.meta.dirname, "../reporters/role-rights/record-calls.ts")).href;

/** Ends a start that hangs: much longer than a start takes, also on a slow, busy machine. */
const GIVE_UP_MS = 120_000;

/** A stack that has not ended this long after a signal never will. */
const END_MS = 10_000;

/** Another process may take a free port before the stack uses it. */
const MAX_TRIES = 3;

export interface LocalStackOptions {
  /** The service's folder, for tests that change it; by default the checkout. */
  readonly serviceDirectory?: string;
  /** Whether it runs in its own terminal, created by util-linux's `script`. */
  readonly atTerminal?: boolean;
  /** The folder of an earlier stack, to continue with its state; by default a new one. */
  readonly stateDirectory?: string;
  readonly apiPort?: number;
  /** The port of an earlier stack, for tokens that have it in their issuer. */
  readonly cloudPort?: number;
  /** `npm start -- …` */
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * For stacks whose tests check neither response times nor mail limits: answers are hardly delayed, and no mailbox reaches its
 * limit.
 */
export const QUICK_ANSWERS: readonly string[] = [
  "--param",
  "answerMilliseconds=50",
  "--param",
  "mailsPerHour=10000",
];

/** `npm start` as its own process, on free ports. */
export interface LocalStack {
  readonly apiUrl: string;
  /** Lambda's Invoke API. */
  readonly lambdaUrl: string;
  readonly cloudUrl: string;
  /** Pages at `http://localhost:5173` may call the API, as by default. */
  readonly consoleUrl: string;
  readonly stateDirectory: string;
  readonly process: ChildProcess;
  /** Everything the stack has printed, standard output and error in order of arrival. */
  output(): string;
  /** Waits until the output fulfils the condition; only the test's time limit ends it. */
  printed(condition: (output: string) => boolean): Promise<void>;
  /** Ctrl-C, as the terminal sends it. @returns the exit code. Keeps the state. */
  interrupt(): Promise<number | null>;
  /** Kills the stack. Keeps the state. */
  kill9(): void;
  /** Ends the stack and removes its state. */
  stop(): Promise<void>;
  /** Whether any process of the stack, including its helpers, is still running. */
  isAlive(): boolean;
}

/** The end of a refused start. */
export interface RefusedStart {
  readonly exitCode: number | null;
  readonly output: string;
}

/**
 * Starts the stack and waits for its ready line; uses other ports if one was taken meanwhile.
 *
 * @throws Error with the stack's output, if it ends or is late
 */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  for (let tries = 1; ; tries += 1) {
    const stack = await launch(options);
    try {
      await untilReady(stack);
      return stack;
    } catch (error) {
      if (options.stateDirectory === undefined) await stack.stop();
      if (tries === MAX_TRIES || !/port \d+ is in use|EADDRINUSE/.test(stack.output())) throw error;
    }
  }
}

/** Starts a stack that is expected to refuse, and waits for its end. */
export async function startRefused(options: LocalStackOptions): Promise<RefusedStart> {
  const stack = await launch(options);
  try {
    return { exitCode: await exitOf(stack.process), output: stack.output() };
  } finally {
    await stack.stop();
  }
}

/** Starts a stack and does not wait for anything. */
export async function launch(options: LocalStackOptions): Promise<LocalStack> {
  const stateDirectory = options.stateDirectory ?? mkdtempSync(join(tmpdir(), "local-stack-"));
  const [api, lambda, cloud, web] = await Promise.all([
    options.apiPort ?? freePort(),
    freePort(),
    options.cloudPort ?? freePort(),
    freePort(),
  ]);
  const command = [
    process.execPath,
    "--import",
    LIFELINE,
    "--import",
    CALLS,
    "local/start.ts",
    ...(options.arguments ?? []),
  ];
  const [file = "", ...rest] = options.atTerminal ? terminalFor(command) : command;
  const child = spawn(file, rest, {
    cwd: options.serviceDirectory ?? root,
    env: {
      ...withoutJest(process.env),
      API_PORT: String(api),
      LAMBDA_PORT: String(lambda),
      CLOUD_PORT: String(cloud),
      CONSOLE_PORT: String(web),
      WEB_ORIGINS: "http://localhost:5173,http://127.0.0.1:5173",
      LOCAL_STATE: stateDirectory,
      DEMO_USERS: "off", // tests create their own users, and count them
      ...options.environment,
    },
    stdio: ["pipe", "pipe", "pipe"],
    // Its own process group, so that remaining processes can be found.
    detached: true,
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }

  const signal = (name: NodeJS.Signals) => {
    if (child.pid !== undefined && isGroupAlive(child.pid)) process.kill(-child.pid, name);
  };
  return {
    apiUrl: `http://localhost:${api}`,
    lambdaUrl: `http://localhost:${lambda}`,
    cloudUrl: `http://localhost:${cloud}`,
    consoleUrl: `http://localhost:${web}`,
    stateDirectory,
    process: child,
    output: () => printed,
    printed: async (condition) => {
      const more = () =>
        new Promise<void>((resolve) => {
          for (const stream of [child.stdout, child.stderr]) stream?.once("data", () => resolve());
        });
      while (!condition(printed)) await more();
    },
    interrupt: () => {
      signal("SIGINT");
      return exitOf(child);
    },
    kill9: () => signal("SIGKILL"),
    stop: async () => {
      signal("SIGTERM");
      const giveUp = setTimeout(() => signal("SIGKILL"), END_MS);
      await exitOf(child);
      clearTimeout(giveUp);
      rmSync(stateDirectory, { recursive: true, force: true });
    },
    isAlive: () => child.pid !== undefined && isGroupAlive(child.pid),
  };
}

function untilReady(stack: LocalStack): Promise<void> {
  return new Promise((ready, failed) => {
    const fail = (reason: string) => {
      stack.kill9();
      failed(new Error(`the local stack ${reason}:\n${stack.output()}`));
    };
    const late = setTimeout(() => fail("is not ready in time"), GIVE_UP_MS);
    const ended = (code: number | null, signal: NodeJS.Signals | null) =>
      fail(`ended with ${signal ?? code}`);
    stack.process.once("exit", ended);
    // Once: later output must not affect the listeners that wait for the end.
    stack.process.stdout?.on("data", function look(this: Readable) {
      if (!/^ready {2}api /m.test(stack.output())) return;
      this.off("data", look);
      clearTimeout(late);
      stack.process.off("exit", ended);
      ready();
    });
  });
}

/** The end of the process and of its helpers, which hold its output. */
async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  if (child.stdout?.closed !== true || child.stderr?.closed !== true) await once(child, "close");
  return child.exitCode;
}

/** Whether any process of the group is running. */
export function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  // An ended helper stays listed as a zombie until its exit status is read: on Linux it can be distinguished.
  return !existsSync("/proc/self/stat") || readdirSync("/proc").some((pid) => isRunningMember(pid, group));
}

/** `pid (name) state parent group …`, proc(5). */
function isRunningMember(pid: string, group: number): boolean {
  if (!/^\d+$/.test(pid)) return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, , itsGroup] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(itsGroup) === group && state !== "Z";
  } catch {
    return false;
  }
}

/** A port that is free at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || address === null) throw new Error("no free port");
  return address.port;
}

/** The command that runs another one in a terminal and prints its output. */
const terminalFor = (command: readonly string[]): readonly string[] => [
  "script",
  "--quiet",
  "--return",
  "--flush",
  "--command",
  command.map((word) => `'${word}'`).join(" "),
  "/dev/null",
];

/** The stack runs as a developer starts it, not as a part of the tests. */
function withoutJest(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    NODE_OPTIONS: _options,
    NODE_COMPILE_CACHE: _cache,
    JEST_WORKER_ID: _worker,
    NODE_ENV: _env,
    FORCE_COLOR: _colour,
    ...rest
  } = environment;
  return rest;
}
