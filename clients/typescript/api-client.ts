import type { Problem } from "./api-types.ts";
import type { Answer, AnyInit, CallArguments, Method, OperationAt, PathWith } from "./call-types.ts";
import { readProblem } from "./read-problem.ts";
import { type SendSettings, sendPatiently } from "./send-patiently.ts";

/** An error of the API: RFC 9457, with the code to decide by. */
export type { Problem };

export interface ApiClientSettings extends SendSettings {
  /** Where the API is, without `/v1`: `https://….execute-api.eu-central-1.amazonaws.com`. */
  readonly baseUrl: string;
  /** The access token to send, asked for with every request; without one the request goes without. */
  readonly accessToken?: () => string | undefined | Promise<string | undefined>;
}

type Call<M extends Method> = <Path extends PathWith<M>>(
  path: Path,
  ...init: CallArguments<OperationAt<Path, M>>
) => Promise<Answer<OperationAt<Path, M>>>;

/** A call for each method: `api.GET("/v1/files/{id}", { params: { path: { id } } })`. */
export interface ApiClient {
  readonly GET: Call<"get">;
  readonly POST: Call<"post">;
  readonly PUT: Call<"put">;
  readonly PATCH: Call<"patch">;
  readonly DELETE: Call<"delete">;
}

/** The address of a call: parameters of the path filled in, those of the query behind it. */
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

/** The typed calls, by what sends them. */
export function apiCalls(
  send: (path: string, method: string, init: AnyInit) => Promise<Response>,
): ApiClient {
  const call =
    (method: string) =>
    async (path: string, init: AnyInit = {}) =>
      readAnswer(await send(path, method, init));
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
  // That path, method, parts and answer belong together only the types know, and only where a call is made.
  return Object.fromEntries(methods.map((method) => [method, call(method)])) as unknown as ApiClient;
}

/**
 * A client of the API whose paths, parameters, bodies and answers are typed by its OpenAPI document. An answer comes as `data` or,
 * with any other status, as `error`: a problem with the codes that this operation may have, also where API Gateway itself said no.
 * Nothing is thrown but by the network, a time-out or the caller's own signal.
 */
export function createApiClient(settings: ApiClientSettings): ApiClient {
  const send = callSender(settings);
  return apiCalls(async (path, method, init) => send(path, method, init, await settings.accessToken?.()));
}
