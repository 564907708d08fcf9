import { readdirSync } from "node:fs";
import type { TriggerName } from "../../../local/cognito/trigger-port.ts";

export type TriggerHandler = (event: never) => Promise<unknown>;

const pascalCase = (kebab: string): string =>
  kebab.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The files of triggers/, by what LambdaConfig calls them: `PreSignUp`, `pre-sign-up`. */
export const SERVICE_TRIGGERS: ReadonlyMap<TriggerName, string> = new Map(
  readdirSync(new URL("../../../triggers", import.meta.url))
    .flatMap((file) => (file.endsWith(".ts") ? [file.slice(0, -".ts".length)] : []))
    .map((name) => [pascalCase(name) as TriggerName, name]),
);

/** Imports it only now, because a trigger reads the environment as it loads. */
export async function loadTrigger(trigger: TriggerName): Promise<TriggerHandler> {
  const { handler } = await import(`../../../triggers/${SERVICE_TRIGGERS.get(trigger)}.ts`);
  return handler;
}
