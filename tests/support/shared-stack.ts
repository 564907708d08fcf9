/** Where the stack listens that all end-to-end tests share; started and stopped by `shared-stack-lifecycle.ts`. */
export interface StackAddress {
  readonly apiUrl: string;
  readonly cloudUrl: string;
}

export const API_URL = "SHARED_STACK_API_URL";
export const CLOUD_URL = "SHARED_STACK_CLOUD_URL";

export function sharedStack(): StackAddress {
  const apiUrl = process.env[API_URL];
  const cloudUrl = process.env[CLOUD_URL];
  if (apiUrl === undefined || cloudUrl === undefined)
    throw new Error("the shared stack has not been started");
  return { apiUrl, cloudUrl };
}
