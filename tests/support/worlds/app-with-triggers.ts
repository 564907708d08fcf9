import type {
  CreateUserPoolClientCommandInput,
  LambdaConfigType,
} from "@aws-sdk/client-cognito-identity-provider";
import { startCognitoApp } from "./cognito-app.ts";

/** The function behind every trigger of {@link appWithTriggers}. */
export const TRIGGER_ARN = "arn:aws:lambda:us-east-1:000000000000:function:trigger";

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
  client: Partial<CreateUserPoolClientCommandInput> = {},
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
