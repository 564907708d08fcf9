/** Sends requests as an attacker does: paths, headers and bodies are sent exactly as written. */
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { withoutUndefined } from "../../libs/without-undefined.ts";

const TIMEOUT_MS = 30_000;

/** A client's limits end within five minutes, except the one for mails, which takes an hour: the suite does not wait for that. */
const MAX_WAIT_SECONDS = 310;

/** Waits for one request. */
const MAX_WAITS = 2;

export interface AttackRequest {
  /** POST if there is a body. */
  readonly method?: string;
  /** Sent unchanged: nothing resolves `..` or encodes a character. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Sent as JSON, unless it is a string. */
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

/** The stage limits this client, so the check has no result. */
export class ClientLimited extends Error {
  override readonly name = "ClientLimited";
}

export interface AttackClient {
  /** How many requests were sent so far. */
  readonly sent: number;
  /** Waits if the stage asks for it. @throws ClientLimited if the wait is too long; network errors; the reason of `signal` */
  send(request: AttackRequest): Promise<AttackAnswer>;
  /** For an attack on a limit: 429 is returned like any other answer. */
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
 * @param signal once aborted, nothing more is sent; a request under way is completed, so that its effect is known
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
      outgoing.on("timeout", () =>
        outgoing.destroy(new DOMException("No answer within the time limit", "TimeoutError")),
      );
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
        if (!(seconds <= MAX_WAIT_SECONDS) || waits === MAX_WAITS) {
          throw new ClientLimited("the stage limits this client: try again later");
        }
        await wait(seconds * 1000);
      }
    },
    sendToLimit: exchange,
  };
}
