import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./api-types.ts";

/** An error of the API: RFC 9457, with the code to decide by. */
export type Problem = components["schemas"]["Problem"];

export interface ApiClientSettings {
  /** Where the API is, without `/v1`: `https://….execute-api.eu-central-1.amazonaws.com`. */
  readonly baseUrl: string;
  /** The access token to send, asked for with every request; without one the request goes without. */
  readonly accessToken?: () => string | undefined | Promise<string | undefined>;
  /** Instead of the platform's own. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/**
 * A client of the API whose paths, parameters, bodies and answers are typed by its OpenAPI document. An answer comes as `data` or,
 * with any other status, as `error`; nothing is thrown but by the network.
 *
 * @see https://openapi-ts.dev/openapi-fetch/api
 */
export function createApiClient({ baseUrl, accessToken, fetch }: ApiClientSettings): Client<paths> {
  const client = createClient<paths>({ baseUrl, ...(fetch === undefined ? {} : { fetch }) });
  client.use({
    onRequest: async ({ request }) => {
      const token = await accessToken?.();
      if (token !== undefined) request.headers.set("authorization", `Bearer ${token}`);
      return request;
    },
  });
  return client;
}
