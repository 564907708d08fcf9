import type { Problem } from "./api-types.ts";
import type { Answer, AnyInit, CallArguments, Method, OperationAt, PathWith } from "./call-types.ts";
import { readProblem } from "./read-problem.ts";
import { type SendSettings, sendPatiently } from "./send-patiently.ts";

/** An error of the API: RFC 9457, with a code to branch on. */
export type { Problem };

export interface ApiClientSettings extends SendSettings {
  /** Where the API is, without `/v1`: `https://….execute-api.eu-central-1.amazonaws.com`. */
  readonly baseUrl: string;
  /** Returns the access token; called for every request. Without a token the request is sent without one. */
  readonly accessToken?: () => string | undefined | Promise<string | undefined>;
}

type Call<M extends Method> = <Path extends PathWith<M>>(
  path: Path,
  ...init: CallArguments<OperationAt<Path, M>>
) => Promise<Answer<OperationAt<Path, M>>>;

/** One call per method: `api.GET("/v1/files/{id}", { params: { path: { id } } })`. */
export interface ApiClient {
  readonly GET: Call<"get">;
  readonly POST: Call<"post">;
  readonly PUT: Call<"put">;
  readonly PATCH: Call<"patch">;
  readonly DELETE: Call<"delete">;
}

/** The URL of a call, with its path and query parameters. */
function urlOf(baseUrl: string, path: string, { params }: AnyInit): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params?.path?.[name] ?? "")),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params?.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  const text = query.toString();
  return `${baseUrl.replace(/\/+$/, "")}${filled}${text === "" ? "" : `?${text}`}`;
}

function headersOf({ body, headers = {} }: AnyInit, token: string | undefined): Record<string, string> {
  return {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...headers,
  };
}

/** `data` of a success, `error` of anything else. */
async function readAnswer(response: Response) {
  if (!response.ok) return { error: await readProblem(response), response };
  const text = await response.text();
  if (text === "") return { data: undefined, response };
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return { data: isJson ? JSON.parse(text) : text, response };
}

/** Sends one call, with a token or without. */
export type SendCall = (
  path: string,
  method: string,
  init: AnyInit,
  token: string | undefined,
) => Promise<Response>;

export function callSender(settings: ApiClientSettings): SendCall {
  return (path, method, init, token) => {
    const url = urlOf(settings.baseUrl, path, init);
    const makeRequest = (signal: AbortSignal) =>
      new Request(url, {
        method,
        signal,
        headers: headersOf(init, token),
        ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
        ...(init.credentials === undefined ? {} : { credentials: init.credentials }),
      });
    return sendPatiently(method, makeRequest, init.signal, settings);
  };
}

/** The typed calls, sent by the given function. */
export function apiCalls(
  send: (path: string, method: string, init: AnyInit) => Promise<Response>,
): ApiClient {
  const call =
    (method: string) =>
    async (path: string, init: AnyInit = {}) =>
      readAnswer(await send(path, method, init));
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
  // Only the types know which path, method, parts and answer belong together, and only at the call.
  return Object.fromEntries(methods.map((method) => [method, call(method)])) as unknown as ApiClient;
}

/**
 * A client of the API whose paths, parameters, bodies and answers are typed by its OpenAPI document. A success is returned as
 * `data`, any other status as `error`: a problem with the codes of this operation, also for API Gateway's own errors. Only
 * network failures, time-outs and the caller's signal throw.
 */
export function createApiClient(settings: ApiClientSettings): ApiClient {
  const send = callSender(settings);
  return apiCalls(async (path, method, init) => send(path, method, init, await settings.accessToken?.()));
}
