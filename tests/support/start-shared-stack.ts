import { type LocalStack, startLocalStack } from "./local-stack.ts";
import { API_URL, CLOUD_URL } from "./shared-stack.ts";

declare global {
  var sharedStackProcess: LocalStack | undefined;
}

/** One stack for all end-to-end tests that need none of their own: each brings its own people. */
export default async function startSharedStack(): Promise<void> {
  const stack = await startLocalStack();
  globalThis.sharedStackProcess = stack;
  process.env[API_URL] = stack.apiUrl;
  process.env[CLOUD_URL] = stack.cloudUrl;
}
