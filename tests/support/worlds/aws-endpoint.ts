import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { setAwsEndpoint } from "./environment.ts";
import { listen } from "./listen.ts";

interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The connection breaks instead of an answer. */
  readonly isLost?: boolean;
}

export interface AwsEndpoint {
  readonly received: Received[];
  /** Decides every answer from now on. */
  answer(reply: (request: Received) => Reply): void;
  stop(): Promise<void>;
}

/**
 * A listener on loopback that stands for AWS: the SDK is pointed at it by the same variables as everywhere. A test says
 * what it answers, and reads what came.
 */
export async function startAwsEndpoint(): Promise<AwsEndpoint> {
  const received: Received[] = [];
  let reply: (request: Received) => Reply = () => ({ status: 500 });
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = "", url = "/", headers } = request;
      const entry = { method, url: new URL(url, "http://aws.test"), headers, body };
      received.push(entry);
      const { status = 200, headers: answered = {}, body: content = "", isLost = false } = reply(entry);
      if (isLost) return request.socket.destroy();
      return response.writeHead(status, answered).end(content);
    });
  });
  const { url, close } = await listen(server);
  setAwsEndpoint(url);
  return {
    received,
    answer: (next) => {
      reply = next;
    },
    stop: close,
  };
}
