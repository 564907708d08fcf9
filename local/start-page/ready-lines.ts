import type { Cloud } from "../cloud.ts";
import { describeStack, type RunningStack } from "./stack-description.ts";

/** The terminal's lines below the one that programs wait for: every address, id and demo user. */
export async function readyLines(
  running: RunningStack,
  { endpoint, cognito, demoUsers }: Pick<Cloud, "endpoint" | "cognito" | "demoUsers">,
): Promise<string[]> {
  const stack = await describeStack(running, { endpoint, cognito, demoUsers });
  const { addresses } = stack;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["start page", addresses.startPage],
    ["API docs", addresses.apiDocs],
    ["console", addresses.console],
    ["inbox", addresses.inbox],
    ["traces", addresses.traces],
    ["Amplify", addresses.amplifyOutputs],
    ["user pool", stack.userPoolId],
    ...stack.clients.map(({ name, id }) => [`client ${name}`, id] as const),
    ["identity pool", stack.identityPoolId],
    ...stack.demoUsers.map(({ email, password }) => ["demo user", `${email}  ${password}`] as const),
  ];
  const known = facts.filter((fact): fact is readonly [string, string] => typeof fact[1] === "string");
  const width = Math.max(...known.map(([name]) => name.length));
  return known.map(([name, value]) => `       ${name.padEnd(width)}  ${value}`);
}
