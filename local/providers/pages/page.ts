/**
 * The layout of the stand-in's pages. They need no script, load nothing, and do not look like a real provider.
 */
import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { STYLE } from "./style.ts";

export interface PageReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Html = ReturnType<typeof html>;

/** Headers of every answer of the stand-in itself. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  // Only the origin, so that no URL with a sign-in's id is sent. With `no-referrer` browsers send `Origin: null` with the
  // page's own form.
  "referrer-policy": "strict-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** A CSP source for an inline style or script (CSP Level 3 §2.3.1). */
const hashSource = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * `form-action` is omitted on purpose: browsers apply it to every redirect after a form, and the last one goes to the app,
 * whose URL (possibly `myapp://…`) a provider does not know. The pages contain only their own markup.
 */
const policyOf = (script?: string): string =>
  [
    "default-src 'none'",
    `style-src ${hashSource(STYLE)}`,
    ...(script === undefined ? [] : [`script-src ${hashSource(script)}`]),
    "img-src data:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

export interface PageContent {
  readonly status?: number;
  readonly title: string;
  /** The provider that is played. */
  readonly provider: string;
  readonly main: Html;
  /** An inline script, in full. */
  readonly script?: string;
}

export function renderPage({ status = 200, title, provider, main, script }: PageContent): PageReply {
  const page = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} · stand-in for ${provider}</title>
    <link rel="icon" href="data:," />
    <style>${raw(STYLE)}</style>
  </head>
  <body>
    <div class="card">
      <header>Stand-in for ${provider}, on this machine</header>
      <main>${main}</main>
    </div>
    <footer>
      <p>Part of the local stack. It plays ${provider} so that you can try federated sign-in: the protocol is real, the people are made up, and ${provider} is never asked.</p>
    </footer>
    ${script === undefined ? "" : html`<script>${raw(script)}</script>`}
  </body>
</html>
`;
  return {
    status,
    headers: {
      ...pageHeaders,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policyOf(script),
    },
    body: String(page),
  };
}
