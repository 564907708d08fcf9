import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

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
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  return {
    received,
    answer: (next) => {
      reply = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
