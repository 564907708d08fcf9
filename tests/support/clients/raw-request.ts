import { request } from "node:http";
import { text } from "node:stream/consumers";

interface RawRequest {
  readonly method?: string;
  /** Headers to send, including `host`, which fetch does not allow. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
  /** The exact request target of the request line; by default the URL's normalized path and query. */
  readonly target?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends a request exactly as given. */
export function sendRaw(
  url: string,
  { method = "GET", headers = {}, body = "", target }: RawRequest = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method,
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
        ...(target === undefined ? {} : { path: target }),
      },
      (response) => {
        text(response).then(
          (received) =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received }),
          reject,
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The headers with which an answer allows pages of other origins to read it. */
export const corsHeadersOf = ({ headers }: RawAnswer): readonly string[] =>
  Object.keys(headers).filter((name) => name.startsWith("access-control-"));
