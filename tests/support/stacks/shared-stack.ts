/** Addresses of the stack that all end-to-end tests share; see `start-shared-stack.ts` and `stop-shared-stack.ts`. */
export interface StackAddress {
  readonly apiUrl: string;
  readonly cloudUrl: string;
}

export const API_URL = "SHARED_STACK_API_URL";
export const CLOUD_URL = "SHARED_STACK_CLOUD_URL";
export const CONSOLE_URL = "SHARED_STACK_CONSOLE_URL";

export function sharedStack(): StackAddress {
  const apiUrl = process.env[API_URL];
  const cloudUrl = process.env[CLOUD_URL];
  if (apiUrl === undefined || cloudUrl === undefined) {
    throw new Error("the shared stack has not been started");
  }
  return { apiUrl, cloudUrl };
}

/** Where the shared stack serves the console. */
export function sharedConsole(): string {
  const url = process.env[CONSOLE_URL];
  if (url === undefined) throw new Error("the shared stack has not been started");
  return url;
}
