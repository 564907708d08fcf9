/** Where a stage's API is. */
import { readStackOutput } from "./stack-output.ts";
import type { Target } from "./target.ts";

/** The running stack's address: API_PORT moves it, as for `npm start`. */
export const localApiUrl = (): string => `http://localhost:${process.env.API_PORT ?? 3000}`;

/**
 * The API's address: the running stack's for the stage `local`, the output `ApiUrl` of the stack otherwise.
 *
 * @throws ScriptError if the stack has none
 */
export async function findApiUrl(target: Target): Promise<string> {
  return target.stage === "local" ? localApiUrl() : readStackOutput(target, "ApiUrl");
}
