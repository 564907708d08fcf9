import { createServer } from "node:http";
import { type Listening, listen } from "../worlds/listen.ts";

const PAGE = '<!doctype html><title>App</title><script type="module" src="/app.js"></script>';

/** Serves one page at every path, and its script. */
export function serveApp({
  html = PAGE,
  script = "",
}: {
  readonly html?: string | Buffer;
  readonly script?: string;
} = {}): Promise<Listening> {
  const server = createServer(({ url }, response) => {
    const isScript = url === "/app.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : html);
  });
  return listen(server);
}
