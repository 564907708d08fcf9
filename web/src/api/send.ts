import { ApiFailure } from "./problem.ts";

/** Sends a request. @throws ApiFailure `offline` where it did not get there */
export async function sendPlainly(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw new ApiFailure("offline", { cause });
  }
}
