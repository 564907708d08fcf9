/**
 * The cookie mode in a browser: a page of an allowed origin in Chromium signs in, refreshes and signs out. It runs in its own
 * process, so that the browser ends with it.
 */

import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Request } from "playwright-core";
import { STEP_HANGS_AFTER } from "../clients/chromium.ts";

export interface CookieWalkRequest {
  readonly apiUrl: string;
  readonly email: string;
  readonly password: string;
  readonly executable: string;
  readonly flags: readonly string[];
}

/** Statuses of the page's requests, and the state of the cookie. */
export interface CookieWalkResult {
  readonly signIn: number;
  /** `document.cookie` */
  readonly visibleToScripts: string;
  readonly sentTo: { readonly refresh: boolean; readonly me: boolean };
  readonly refresh: number;
  readonly signOut: number;
  readonly refreshAfterSignOut: number;
  readonly keptAfterSignOut: number;
}

/** Runs the walk in another process. */
export async function walkWithCookies(request: CookieWalkRequest): Promise<CookieWalkResult> {
  const script = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(request)]);
  return JSON.parse(stdout);
}

/** An origin that the local stage allows. The browser is redirected to another port, since this one may be in use. */
const PAGE = "http://localhost:5173/";

async function walk(request: CookieWalkRequest): Promise<CookieWalkResult> {
  const { chromium } = await import("playwright-core");
  const { email, password, executable, flags } = request;
  // Cookies ignore ports but not host names: the page and the API are both on localhost.
  const apiUrl = request.apiUrl.replace("127.0.0.1", "localhost");
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath: executable,
    chromiumSandbox: false,
    args: [...flags, `--host-resolver-rules=MAP localhost:5173 127.0.0.1:${port}`],
  });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_HANGS_AFTER);
    await page.goto(PAGE);
    const requests: Request[] = [];
    page.on("request", (sent) => requests.push(sent));
    /** Whether the cookie was sent. The headers arrive some time after the request. */
    const wentTo = async (path: string) => {
      const sent = requests.find(
        (candidate) => candidate.method() !== "OPTIONS" && new URL(candidate.url()).pathname === path,
      );
      const { cookie = "" } = (await sent?.allHeaders()) ?? {};
      return /__Secure-refresh-token[\w-]*=/.test(cookie);
    };
    const post = (path: string, body?: object) =>
      page.evaluate(
        async ([url, json]) => {
          const headers = json === undefined ? {} : { "content-type": "application/json" };
          const init: RequestInit = { method: "POST", credentials: "include", headers, body: json ?? null };
          return (await fetch(String(url), init)).status;
        },
        [apiUrl + path, body === undefined ? undefined : JSON.stringify(body)],
      );
    const get = (path: string) =>
      page.evaluate(async (url) => (await fetch(url, { credentials: "include" })).status, apiUrl + path);
    const signIn = await post("/v1/auth/sign-in?tokens=cookie", { email, password });
    const visibleToScripts = await page.evaluate<string>("document.cookie");
    await get("/v1/me");
    const refresh = await post("/v1/auth/refresh");
    const sentTo = { refresh: await wentTo("/v1/auth/refresh"), me: await wentTo("/v1/me") };
    const signOut = await post("/v1/auth/sign-out");
    const refreshAfterSignOut = await post("/v1/auth/refresh");
    const keptAfterSignOut = (await context.cookies(apiUrl)).length;
    return { signIn, visibleToScripts, sentTo, refresh, signOut, refreshAfterSignOut, keptAfterSignOut };
  } finally {
    await browser.close();
    server.close();
  }
}

if (import.meta.main) {
  process.stdout.write(JSON.stringify(await walk(JSON.parse(process.argv[2] ?? "{}"))));
}
