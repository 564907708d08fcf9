import { resolve } from "node:path";
import type { ServerlessService } from "./serverless.ts";

/** A port of the local stack and the environment variable that moves it. */
export interface Port {
  readonly variable: "API_PORT" | "LAMBDA_PORT" | "CLOUD_PORT";
  readonly number: number;
}

export interface StartSettings {
  readonly api: Port;
  readonly lambda: Port;
  readonly cloud: Port;
  /** Absolute path of the folder that everything is kept in. */
  readonly stateDirectory: string;
}

/** Where a start listens and what it keeps, from the environment and from serverless-offline's own options. */
export function readStartSettings(
  { custom }: ServerlessService,
  environment: NodeJS.ProcessEnv,
  serviceDirectory: string,
): StartSettings {
  const offline = custom?.["serverless-offline"] ?? {};
  const port = (variable: Port["variable"], configured: unknown): Port => ({
    variable,
    number: portNumber(variable, environment[variable] ?? configured),
  });
  return {
    api: port("API_PORT", offline.httpPort ?? 3000),
    lambda: port("LAMBDA_PORT", offline.lambdaPort ?? 3002),
    cloud: port("CLOUD_PORT", 4566),
    // Empty counts as not given: it would be the checkout itself.
    stateDirectory: resolve(serviceDirectory, environment.LOCAL_STATE || ".local"),
  };
}

function portNumber(variable: string, value: unknown): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new StartRefused(`${variable} is no port: ${String(value)}`);
  return number;
}

/** The start can't go on for a reason that one line tells. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
}
