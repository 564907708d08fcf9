import { html } from "hono/html";
import { type PageReply, renderPage } from "./page.ts";

/** The page for errors that can't go to a client: a wrong redirect URI, a sign-in that has ended. */
export function errorReply({
  provider,
  error,
  description,
}: {
  readonly provider: string;
  /** An OAuth error code, or a few words. */
  readonly error: string;
  readonly description?: string;
}): PageReply {
  return renderPage({
    status: 400,
    title: "Not possible",
    provider,
    main: html`
      <h1>This request can't be answered</h1>
      <p class="gap"><code>${error}</code></p>
      ${description === undefined ? "" : html`<p class="lead">${description}</p>`}
    `,
  });
}

/** For a sign-in that has expired, or began in another browser. */
export const endedReply = (provider: string): PageReply =>
  errorReply({
    provider,
    error: "This sign-in has ended",
    description:
      "It expired, was finished already, or began in another browser. Go back to the app and start again.",
  });
