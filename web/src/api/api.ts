import { createApiClient } from "../../../clients/typescript/api-client.ts";
import { accessToken, refreshSession } from "../session/session.ts";
import { signInAgain } from "../session/sign-in-again.ts";
import { ApiFailure, failureOf } from "./problem.ts";
import { apiBase } from "./settings.ts";

/** Codes of an answer to a token that a new one may not get. */
const STALE = new Set(["unauthorized", "session_revoked"]);

async function codeOf(response: Response): Promise<string | undefined> {
  if (response.status !== 401) return undefined;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return failureOf(response, body).code;
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw new ApiFailure("offline", { cause });
  }
}

const withToken = (request: Request, token: string): Request => {
  const copy = new Request(request);
  copy.headers.set("authorization", `Bearer ${token}`);
  return copy;
};

/**
 * Sends a request as the signed-in user. A token that ran out is replaced once; where the API asks for a recent sign-in, a dialog
 * does, and then the request is sent again.
 */
async function sendSignedIn(request: Request): Promise<Response> {
  if (!request.headers.has("authorization")) return send(request);
  const [first, second, third] = [request.clone(), request.clone(), request];
  let response = await send(first);
  let code = await codeOf(response);
  if (code !== undefined && STALE.has(code)) {
    const token = await refreshSession();
    if (token === undefined) return response;
    response = await send(withToken(second, token));
    code = await codeOf(response);
  }
  if (code !== "reauthentication_required") return response;
  const token = await signInAgain();
  return token === undefined ? response : send(withToken(third, token));
}

let client: ReturnType<typeof createApiClient> | undefined;

/** The typed client, as the signed-in user: `api().GET("/v1/me")`. Wrap it in {@link answer} to get the data or a thrown {@link ApiFailure}. */
export function api(): ReturnType<typeof createApiClient> {
  client ??= createApiClient({ baseUrl: apiBase(), accessToken, fetch: sendSignedIn });
  return client;
}

/** What `openapi-fetch` answers. */
interface Answered<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The data of an answer.
 *
 * @throws ApiFailure for every other answer, and where there was none
 */
export async function answer<Data>(call: Promise<Answered<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw failureOf(response, error);
  return data as Data;
}
