/** `GET /` in a browser, and the start page's files: `/_local/amplify_outputs.json`, `/_local/env`, `/_local/stack`. */
import type { CognitoService } from "../cognito/cognito-service.ts";
import type { DemoUsers } from "../demo-users/demo-users.ts";
import type { IdentityService } from "../identity-pools/identity-service.ts";
import { type Exchange, type Handler, prefersHtml, respond, respondJson } from "../server/exchange.ts";
import type { RunningStack } from "./stack-description.ts";

interface StartPageSources {
  /** `null` until the template's resources exist. */
  readonly stack: () => RunningStack | null;
  readonly endpoint: () => string;
  readonly cognito: CognitoService;
  readonly identities: IdentityService;
  readonly demoUsers: DemoUsers;
}

const PATHS: ReadonlySet<string> = new Set([
  "/",
  "/_local/amplify_outputs.json",
  "/_local/env",
  "/_local/stack",
]);

/** A virtual-hosted bucket: `avatars.localhost:4566`. */
const BUCKET_IN_HOST = /\.localhost(?::\d+)?$/i;

/** The prefix of variables in an `.env` file. */
const PREFIX = /^[A-Z][A-Z0-9_]{0,30}_$/;

const NOT_KEPT = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

/**
 * S3 lists buckets at the root: requests that are signed, have a query, name a bucket in the host or do not accept HTML are for
 * S3. Pages of other origins are refused, as under `/_local/`, because the start page has the demo users' passwords.
 */
const isForStartPage = (exchange: Exchange): boolean => {
  const { request, url } = exchange;
  if (request.method !== "GET" || !PATHS.has(url.pathname)) return false;
  const { authorization, host = "" } = request.headers;
  const isForS3 = authorization !== undefined || url.search !== "" || BUCKET_IN_HOST.test(host);
  return url.pathname !== "/" || (prefersHtml(exchange) && !isForS3);
};

export function startPageHandler({
  stack,
  endpoint,
  cognito,
  identities,
  demoUsers,
}: StartPageSources): Handler {
  return async (exchange) => {
    const running = isForStartPage(exchange) ? stack() : null;
    if (running === null) return false;
    // For people, who do not use it at the start.
    const { describeStack, environmentLines } = await import("./stack-description.ts");
    const description = await describeStack(running, { endpoint: endpoint(), cognito, demoUsers });
    switch (exchange.url.pathname) {
      case "/_local/stack":
        return respondJson(exchange, 200, description, NOT_KEPT);
      case "/_local/env": {
        const prefix = exchange.url.searchParams.get("prefix") ?? "";
        if (prefix !== "" && !PREFIX.test(prefix)) {
          return respondJson(exchange, 400, { message: "prefix is like VITE_ or NEXT_PUBLIC_." });
        }
        return respond(
          exchange,
          200,
          { ...NOT_KEPT, "content-type": "text/plain; charset=utf-8" },
          environmentLines(description, prefix),
        );
      }
      case "/_local/amplify_outputs.json": {
        const { amplifyOutputs } = await import("./amplify-outputs.ts");
        const outputs = await amplifyOutputs(description, { cognito, identities });
        return outputs === null
          ? respondJson(exchange, 404, { message: "The stack has no user pool with a public client." })
          : respond(
              exchange,
              200,
              { ...NOT_KEPT, "content-type": "application/json" },
              `${JSON.stringify(outputs, null, 2)}\n`,
            );
      }
      default: {
        const { renderStartPage } = await import("./render-start-page.ts");
        const { html, contentSecurityPolicy } = await renderStartPage(description);
        return respond(
          exchange,
          200,
          {
            ...NOT_KEPT,
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": contentSecurityPolicy,
            "referrer-policy": "no-referrer",
            "x-frame-options": "DENY",
            vary: "accept",
          },
          html,
        );
      }
    }
  };
}
