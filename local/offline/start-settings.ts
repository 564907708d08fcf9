import { isIPv4 } from "node:net";
import { resolve } from "node:path";
import type { DemoUser } from "../demo-users/demo-users.ts";
import type { ServerlessService } from "./serverless.ts";

/** A port of the local stack and its environment variable. */
export interface Port {
  readonly variable: "API_PORT" | "LAMBDA_PORT" | "CLOUD_PORT" | "CONSOLE_PORT";
  readonly number: number;
}

export interface StartSettings {
  readonly api: Port;
  readonly lambda: Port;
  readonly cloud: Port;
  /** Of the web console. */
  readonly console: Port;
  /** An IPv4 address that API and cloud listen on besides loopback; `null` for only loopback. */
  readonly listenOn: string | null;
  /** Names besides those of loopback that the API answers to, lower case, without a port. */
  readonly apiHosts: readonly string[];
  /** Those of them that the cloud answers to as well. */
  readonly allowedHosts: readonly string[];
  /** The path of the API's documentation; `null` if there is none. */
  readonly apiDocs: string | null;
  /** The maximum number of concurrent execution environments of a function. */
  readonly functionConcurrency: number;
  /** Whether traces are kept for `/_local/traces`. */
  readonly isRecorderOn: boolean;
  /** Absolute path of the state folder. */
  readonly stateDirectory: string;
}

/** The addresses and the state of a start, from the environment and from serverless-offline's own options. */
export function readStartSettings(
  { custom }: ServerlessService,
  environment: NodeJS.ProcessEnv,
  serviceDirectory: string,
): StartSettings {
  const { "serverless-offline": offline = {}, localCloud = {} } = custom ?? {};
  const port = (variable: Port["variable"], configured: unknown): Port => ({
    variable,
    number: portNumber(variable, environment[variable] ?? configured),
  });
  const allowedHosts = hostNames("ALLOWED_HOSTS", environment.ALLOWED_HOSTS);
  return {
    api: port("API_PORT", offline.httpPort ?? 3000),
    lambda: port("LAMBDA_PORT", offline.lambdaPort ?? 3002),
    cloud: port("CLOUD_PORT", 4566),
    console: port("CONSOLE_PORT", 5173),
    listenOn: listenOn(environment.API_HOST),
    apiHosts: [...allowedHosts, ...hostNames("API_HOSTS", environment.API_HOSTS)],
    allowedHosts,
    apiDocs: typeof localCloud.apiDocs === "string" ? localCloud.apiDocs : null,
    functionConcurrency: concurrency(environment.LAMBDA_CONCURRENCY),
    isRecorderOn: isRecorderOn(environment.LOCAL_RECORDER),
    // An empty value counts as missing: it would be the checkout itself.
    stateDirectory: resolve(serviceDirectory, environment.LOCAL_STATE || ".local"),
  };
}

function portNumber(variable: string, value: unknown): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) {
    throw new StartRefused(`${variable} is not a port: ${String(value)}`);
  }
  return number;
}

/** Loopback can't be chosen: it is always included. */
function listenOn(value = ""): string | null {
  if (["", "localhost", "127.0.0.1"].includes(value)) return null;
  if (!isIPv4(value)) {
    throw new StartRefused(`API_HOST must be an IPv4 address, such as 0.0.0.0 for all of them: ${value}`);
  }
  return value;
}

/** Comma-separated, in the form of a `Host` header. */
function hostNames(variable: "API_HOSTS" | "ALLOWED_HOSTS", value = ""): readonly string[] {
  const names = value
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const wrong = names.find((name) => !/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/.test(name));
  if (wrong !== undefined) throw new StartRefused(`${variable} must be names without a port: ${wrong}`);
  return names;
}

/**
 * The users of a new stack. The switch is a parameter, which the framework resolves only when the stack starts. An empty value
 * counts as missing.
 *
 * @throws StartRefused
 */
export function readDemoUsers({ custom }: ServerlessService): readonly DemoUser[] {
  const { demoUsers = "off", people = [] } = custom?.localCloud ?? {};
  const isOn = demoUsers === "on" || demoUsers === "";
  if (!isOn && demoUsers !== "off") {
    throw new StartRefused(`DEMO_USERS, or the parameter demoUsers, must be on or off: ${String(demoUsers)}`);
  }
  return isOn ? (people as readonly DemoUser[]) : [];
}

/** One for each core of a small machine: more environments would start more slowly and use more memory, without a benefit. */
const DEFAULT_CONCURRENCY = 2;

function concurrency(value: string | undefined): number {
  const number = Number(value || DEFAULT_CONCURRENCY);
  if (!Number.isInteger(number) || number < 1 || number > 100) {
    throw new StartRefused(`LAMBDA_CONCURRENCY must be a whole number from 1 to 100: ${String(value)}`);
  }
  return number;
}

function isRecorderOn(value: string | undefined): boolean {
  if (value !== undefined && !["", "on", "off"].includes(value)) {
    throw new StartRefused(`LOCAL_RECORDER is "on" or "off": ${value}`);
  }
  return value !== "off";
}

/** The start can't continue; one line is enough to explain it. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
}
