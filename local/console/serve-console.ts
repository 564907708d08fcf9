/**
 * The built console on a port of its own: files of `web/dist`, and everything that the page asks of the API and of the local cloud,
 * which so are of one origin with it. Nothing of it is kept in memory.
 */
import { createReadStream, type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { pipeline } from "node:stream";
import { createGzip } from "node:zlib";
import { isLoopbackHost } from "../protocol/cross-origin.ts";
import { type ConsoleBuild, createConsoleBuild } from "./console-build.ts";
import { contentSecurityPolicy, securityHeaders } from "./console-headers.ts";

export interface ConsoleSettings {
  readonly port: number;
  readonly apiPort: number;
  readonly cloudPort: number;
  /** The folder `web` of the checkout. */
  readonly webDirectory: string;
  readonly onFault: (error: unknown) => void;
}

export interface RunningConsole {
  close(): void;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** Under this prefix is the whole cloud, for SDKs: Cognito is asked at `/_cloud/`. */
const CLOUD_PREFIX = "/_cloud";

/** What is a file; every other path is a page, dots or not: a group may be called `a.b`. */
const FILE = /^\/(?:assets\/.*|[^/]+\.\w+)$/;

interface Target {
  readonly port: number;
  readonly path: string;
}

/** What answers a path: the API, the cloud, or neither, and then it is a page or a file. */
function targetOf(path: string, { apiPort, cloudPort }: ConsoleSettings): Target | null {
  if (/^\/v1(?:[/?]|$)/.test(path)) return { port: apiPort, path };
  if (/^\/_cloud(?:[/?]|$)/.test(path))
    return { port: cloudPort, path: path.slice(CLOUD_PREFIX.length).replace(/^(?!\/)/, "/") };
  const isClouds = /^\/(?:_local\/|[\w-]+_[0-9A-Za-z]+\/\.well-known\/)/.test(path);
  return isClouds ? { port: cloudPort, path } : null;
}

/**
 * Passes a request on as it came. `Host` and `Origin` stay: by them the cloud tells that the page is of the origin that was asked, and
 * refuses pages of others.
 */
function forward(request: IncomingMessage, response: ServerResponse, { port, path }: Target): void {
  const onward = sendRequest({
    host: "127.0.0.1",
    port,
    path,
    method: request.method,
    headers: request.headers,
  });
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    // Server-sent events have to leave at once.
    response.flushHeaders();
    pipeline(answer, response, () => {});
  });
  onward.on("error", () => {
    if (!response.headersSent) response.writeHead(502, { "content-type": "text/plain" });
    response.end("The local stack does not answer.");
  });
  response.on("close", () => onward.destroy());
  pipeline(request, onward, () => {});
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found : null;
  } catch {
    return null;
  }
}

/** The file of a path, or `null`; never one outside the folder. */
function fileOf(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes("\0")) return null;
  const file = join(folder, normalize(decoded));
  return file.startsWith(`${resolve(folder)}/`) ? file : null;
}

/** Smaller files are sent as they are; CloudFront does the same. */
const MIN_COMPRESSED_BYTES = 1000;

/** Whether a file is sent compressed: as CloudFront does it, so that what is measured here holds there. */
function isCompressed(request: IncomingMessage, file: string, { size }: Stats): boolean {
  const isText = /^(?:text|application|image\/svg)/.test(TYPES[extname(file)] ?? "");
  return (
    isText && size >= MIN_COMPRESSED_BYTES && /\bgzip\b/.test(String(request.headers["accept-encoding"]))
  );
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
  headers: Record<string, string>,
): Promise<boolean> {
  const found = await statOf(file);
  if (found === null) return false;
  const withGzip = isCompressed(request, file, found);
  response.writeHead(200, {
    ...headers,
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    vary: "accept-encoding",
    ...(withGzip ? { "content-encoding": "gzip" } : { "content-length": found.size }),
  });
  if (request.method === "HEAD") response.end();
  else if (withGzip) pipeline(createReadStream(file), createGzip(), response, () => {});
  else pipeline(createReadStream(file), response, () => {});
  return true;
}

function sendText(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string,
): void {
  response.writeHead(status, { ...headers, "content-type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

/** Presigned addresses name the cloud by number, SDKs by name; Amplify takes codes for tokens by HTTPS alone. */
const cloudOrigins = (port: number): string =>
  `http://localhost:${port} http://127.0.0.1:${port} https://localhost:${port}`;

async function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  settings: ConsoleSettings,
  build: ConsoleBuild,
): Promise<void> {
  await build.renewIfOutdated();
  const headers = {
    ...securityHeaders,
    "content-security-policy": contentSecurityPolicy(cloudOrigins(settings.cloudPort)),
    "cache-control": "no-cache",
  };
  if (await sendFile(request, response, join(build.directory, "index.html"), headers)) return;
  const text = build.failure ?? "The console is being built. This page opens by itself in a moment.";
  sendText(response, 503, build.failure === null ? { ...headers, refresh: "1" } : headers, text);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  settings: ConsoleSettings,
  build: ConsoleBuild,
): Promise<void> {
  const url = request.url ?? "/";
  if (!isLoopbackHost(request.headers.host))
    return sendText(response, 403, { ...securityHeaders }, "The console answers to localhost only.");
  const target = targetOf(url, settings);
  if (target !== null) return forward(request, response, target);
  if (request.method !== "GET" && request.method !== "HEAD")
    return sendText(response, 405, { ...securityHeaders, allow: "GET, HEAD" }, "Method not allowed");
  const [path = "/"] = url.split("?");
  if (!FILE.test(path)) return sendPage(request, response, settings, build);
  // An asset's name has its content's hash in it.
  const caching = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  const file = path.endsWith(".map") ? null : fileOf(build.directory, path);
  const headers = { ...securityHeaders, "cache-control": caching };
  if (file === null || !(await sendFile(request, response, file, headers)))
    sendText(response, 404, { ...securityHeaders }, "Not found");
}

/**
 * Listens on loopback.
 *
 * @returns what ends it; `null` where something else listens on the port
 */
export async function serveConsole(settings: ConsoleSettings): Promise<RunningConsole | null> {
  const build = createConsoleBuild(settings.webDirectory, settings.onFault);
  const server = createServer((request, response) => {
    answer(request, response, settings, build).catch((error: unknown) => {
      settings.onFault(error);
      response.destroy();
    });
  });
  const isListening = await new Promise<boolean>((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? done(false) : fail(error),
    );
    server.listen(settings.port, "localhost", () => done(true));
  });
  if (!isListening) return null;
  return {
    close: () => {
      build.stop();
      server.close();
      server.closeAllConnections();
    },
  };
}
