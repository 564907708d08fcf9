/** Sends requests as an attacker does: paths, headers and bodies go out as they are written. */
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { withoutUndefined } from "../../libs/without-undefined.ts";

const TIMEOUT_MS = 30_000;

/** A stage's limits of a client end within five minutes, but that of mails, which takes an hour: that one is not waited for. */
const MAX_WAIT_SECONDS = 310;

/** Waits for one request. */
const MAX_WAITS = 2;

export interface AttackRequest {
  /** POST where there is a body. */
  readonly method?: string;
  /** Sent as it is: nothing resolves `..` or encodes a character. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** JSON, unless it is a text already. */
  readonly body?: unknown;
  readonly token?: string;
}

export interface AttackAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body; undefined where it is not JSON. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
  /** From the first byte sent to the last received, in milliseconds. */
  readonly milliseconds: number;
}

/** The stage counts this client's requests and had enough: what was to be found out is not. */
export class ClientLimited extends Error {
  override readonly name = "ClientLimited";
}

export interface AttackClient {
  /** How many requests were sent so far. */
  readonly sent: number;
  /** Waits where the stage asks to. @throws ClientLimited where it asks for more than that; network errors; what `signal` says */
  send(request: AttackRequest): Promise<AttackAnswer>;
  /** For an attack on a limit: 429 is an answer. */
  sendToLimit(request: AttackRequest): Promise<AttackAnswer>;
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param baseUrl the API's address without `/v1`
 * @param wait milliseconds
 * @param signal nothing more is sent once it is aborted; a request under way ends by itself, so that what it did is known
 */
export function createAttackClient(
  baseUrl: string,
  wait: (milliseconds: number) => Promise<unknown>,
  signal?: AbortSignal,
): AttackClient {
  const base = new URL(baseUrl);
  const send = base.protocol === "https:" ? httpsRequest : httpRequest;
  let sent = 0;

  async function exchange({ method, path, headers = {}, body, token }: AttackRequest): Promise<AttackAnswer> {
    signal?.throwIfAborted();
    sent += 1;
    const content = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const outgoing = send({
        host: base.hostname.replace(/^\[(.*)\]$/, "$1"),
        port: base.port,
        method: method ?? (content === undefined ? "GET" : "POST"),
        path,
        timeout: TIMEOUT_MS,
        headers: {
          ...(content === undefined
            ? {}
            : { "content-type": "application/json", "content-length": Buffer.byteLength(content) }),
          ...withoutUndefined({ authorization: token && `Bearer ${token}` }),
          ...headers,
        },
      });
      outgoing.on("timeout", () => outgoing.destroy(new DOMException("No answer in time", "TimeoutError")));
      outgoing.on("error", reject);
      outgoing.on("response", (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            json: parse(text),
            milliseconds: performance.now() - startedAt,
          });
        });
      });
      outgoing.end(content);
    });
  }

  return {
    get sent() {
      return sent;
    },
    async send(request) {
      for (let waits = 0; ; waits += 1) {
        const answer = await exchange(request);
        if (answer.status !== 429) return answer;
        const seconds = Number(answer.headers["retry-after"] ?? Number.NaN);
        if (!(seconds <= MAX_WAIT_SECONDS) || waits === MAX_WAITS)
          throw new ClientLimited("the stage limits this client: try again later");
        await wait(seconds * 1000);
      }
    },
    sendToLimit: exchange,
  };
}
