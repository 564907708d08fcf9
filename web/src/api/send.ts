import { ApiFailure } from "./problem.ts";

/** Sends a request. @throws ApiFailure `offline` if the request did not reach the server */
export async function sendRequest(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw new ApiFailure("offline", { cause });
  }
}
