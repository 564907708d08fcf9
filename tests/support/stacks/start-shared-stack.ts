import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "./local-stack.ts";
import { API_URL, CLOUD_URL, CONSOLE_URL } from "./shared-stack.ts";

declare global {
  var sharedStackProcess: LocalStack | undefined;
}

/** One stack for all end-to-end tests that do not need their own: each creates its own users. */
export default async function startSharedStack(): Promise<void> {
  // Answers that must not reveal accounts are delayed: only answer-times.test.ts checks that, and other tests need not wait.
  const stack = await startLocalStack({ arguments: QUICK_ANSWERS });
  globalThis.sharedStackProcess = stack;
  process.env[API_URL] = stack.apiUrl;
  process.env[CLOUD_URL] = stack.cloudUrl;
  process.env[CONSOLE_URL] = stack.consoleUrl;
}
