/** An endpoint that passes requests on, and loses the answers that a test wants lost: the work is done and the caller never hears of it. */
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "./listen.ts";

export interface LossyEndpoint extends AsyncDisposable {
  readonly url: string;
  /** The next success of this operation is lost on its way back; or the next so many, of requests that hold a text. */
  loseAnswerTo(operation: string, which?: { readonly times?: number; readonly containing?: string }): void;
  /** The next request for this operation is passed on once this is done. */
  before(operation: string, work: () => Promise<unknown>): void;
}

/** @param target the endpoint that does the work */
export async function startLossyEndpoint(target: string): Promise<LossyEndpoint> {
  let toLose: { operation: string; times: number; containing: string } | undefined;
  let held: { operation: string; work: () => Promise<unknown> } | undefined;
  const server = createServer(async (request, response) => {
    const { host: _host, connection: _connection, ...headers } = request.headers as Record<string, string>;
    const body = new Uint8Array(await buffer(request));
    const isFor = (operation: string) => headers["x-amz-target"]?.endsWith(`.${operation}`) === true;
    if (held !== undefined && isFor(held.operation)) {
      const { work } = held;
      held = undefined;
      await work();
    }
    const answer = await fetch(target + request.url, { method: "POST", headers, body });
    const content = await answer.text();
    const isMeant =
      toLose !== undefined && isFor(toLose.operation) && Buffer.from(body).includes(toLose.containing);
    if (answer.ok && toLose !== undefined && isMeant) {
      toLose = toLose.times === 1 ? undefined : { ...toLose, times: toLose.times - 1 };
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" }).end(content);
  });
  const { url, close } = await listen(server);
  return {
    url,
    loseAnswerTo: (operation, { times = 1, containing = "" } = {}) => {
      toLose = { operation, times, containing };
    },
    before: (operation, work) => {
      held = { operation, work };
    },
    [Symbol.asyncDispose]: close,
  };
}
