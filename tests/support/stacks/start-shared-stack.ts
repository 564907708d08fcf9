import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "./local-stack.ts";
import { API_URL, CLOUD_URL, CONSOLE_URL } from "./shared-stack.ts";

declare global {
  var sharedStackProcess: LocalStack | undefined;
}

/** One stack for all end-to-end tests that need none of their own: each brings its own people. */
export default async function startSharedStack(): Promise<void> {
  // Answers that must not tell are held back: answer-times.test.ts looks at that, and all others need not wait for it.
  const stack = await startLocalStack({ arguments: QUICK_ANSWERS });
  globalThis.sharedStackProcess = stack;
  process.env[API_URL] = stack.apiUrl;
  process.env[CLOUD_URL] = stack.cloudUrl;
  process.env[CONSOLE_URL] = stack.consoleUrl;
}
