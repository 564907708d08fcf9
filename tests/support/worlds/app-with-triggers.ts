import type { LambdaConfigType } from "@aws-sdk/client-cognito-identity-provider";
import { startCognitoApp } from "./cognito-app.ts";
import type { ClientSettings } from "./cognito-pool.ts";
import { arnOf } from "./in-process-lambdas.ts";

/** The function behind every trigger of {@link appWithTriggers}. */
export const TRIGGER_ARN = arnOf("trigger");

export interface TriggerEvent {
  readonly version: string;
  readonly triggerSource: string;
  readonly userName: string;
  readonly request: Record<string, unknown>;
  response: Record<string, unknown>;
}

/** An app whose one function serves these triggers; it records what it was called with and answers as the script says. */
export async function appWithTriggers(
  LambdaConfig: LambdaConfigType,
  script: (event: TriggerEvent) => unknown = (event) => event,
  client: ClientSettings = {},
) {
  const events: TriggerEvent[] = [];
  const app = await startCognitoApp({ pool: { LambdaConfig }, client });
  app.server.lambdas.set(TRIGGER_ARN, (event) => {
    events.push(structuredClone<TriggerEvent>(event));
    return script(event);
  });
  return { app, events };
}

/** A script that answers with these members in the response. */
export const respondingWith = (response: Record<string, unknown>) => (event: TriggerEvent) => ({
  ...event,
  response: { ...event.response, ...response },
});
