/**
 * The cookie mode in a browser: a page of an allowed origin in Chromium signs in, refreshes and signs out. It runs in its own
 * process, so that the browser ends with it.
 */

import type { Request } from "playwright-core";
import { launchChromium, STEP_HANGS_AFTER } from "../clients/chromium.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";
import { serveApp } from "../clients/serve-app.ts";

export interface CookieWalkRequest {
  readonly apiUrl: string;
  readonly email: string;
  readonly password: string;
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
  return callInOtherProcess(import.meta.url, request);
}

/** An origin that the local stage allows. The browser is redirected to another port, since this one may be in use. */
const PAGE = "http://localhost:5173/";

async function walk(request: CookieWalkRequest): Promise<CookieWalkResult> {
  const { email, password } = request;
  // Cookies ignore ports but not host names: the page and the API are both on localhost.
  const apiUrl = request.apiUrl.replace("127.0.0.1", "localhost");
  const app = await serveApp();
  const browser = await launchChromium({ "localhost:5173": `127.0.0.1:${app.port}` });
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
    await app.close();
  }
}

if (import.meta.main) await answerCaller(walk);
