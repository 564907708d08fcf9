/**
 * Serves the built console on its own port: files of `web/dist`, and the page's requests to the API and the local cloud, which
 * thus have the same origin. Nothing is kept in memory.
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

/** The whole cloud is under this prefix, for SDKs: Cognito is at `/_cloud/`. */
const CLOUD_PREFIX = "/_cloud";

/** Paths of files; every other path is a page, also with dots: a group may be called `a.b`. */
const FILE = /^\/(?:assets\/.*|[^/]+\.\w+)$/;

interface Target {
  readonly port: number;
  readonly path: string;
}

/** Where a path leads: to the API, to the cloud, or neither: then it is a page or a file. */
function targetOf(path: string, { apiPort, cloudPort }: ConsoleSettings): Target | null {
  if (/^\/v1(?:[/?]|$)/.test(path)) return { port: apiPort, path };
  if (/^\/_cloud(?:[/?]|$)/.test(path)) {
    return { port: cloudPort, path: path.slice(CLOUD_PREFIX.length).replace(/^(?!\/)/, "/") };
  }
  const isClouds = /^\/(?:_local\/|(?:_issuer\/)?[\w-]+_[0-9A-Za-z]+\/\.well-known\/)/.test(path);
  return isClouds ? { port: cloudPort, path } : null;
}

/**
 * Forwards a request unchanged. `Host` and `Origin` stay: with them the cloud checks that the page has the requested origin,
 * and refuses other pages.
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
    // Server-sent events must be sent at once.
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

/** Whether a file is sent compressed: the same as at CloudFront, so that measurements here apply there. */
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
  if (response.destroyed) return true; // the browser has gone to another page
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

/** Presigned addresses have the cloud's IP address, SDKs use its name; Amplify exchanges codes for tokens only by HTTPS. */
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
  if (!isLoopbackHost(request.headers.host)) {
    return sendText(response, 403, { ...securityHeaders }, "The console answers to localhost only.");
  }
  const target = targetOf(url, settings);
  if (target !== null) return forward(request, response, target);
  if (request.method !== "GET" && request.method !== "HEAD") {
    return sendText(response, 405, { ...securityHeaders, allow: "GET, HEAD" }, "Method not allowed");
  }
  const [path = "/"] = url.split("?");
  if (!FILE.test(path)) return sendPage(request, response, settings, build);
  // An asset's name contains the hash of its content.
  const caching = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  const file = path.endsWith(".map") ? null : fileOf(build.directory, path);
  const headers = { ...securityHeaders, "cache-control": caching };
  if (file === null || !(await sendFile(request, response, file, headers))) {
    sendText(response, 404, { ...securityHeaders }, "Not found");
  }
}

/**
 * Listens on loopback.
 *
 * @returns a function that stops it; `null` if the port is in use
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
