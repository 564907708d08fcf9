import { html } from "hono/html";
import { type PageReply, renderPage } from "./page.ts";

const SCRIPT = "document.forms[0].submit();";

/**
 * Sends the browser on with a POST: OAuth 2.0 Form Post Response Mode, and the HTTP-POST binding of SAML (saml-bindings-2.0 §3.5.4). A
 * browser without script shows the button.
 */
export function postFormReply({
  provider,
  action,
  fields,
}: {
  readonly provider: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, unknown>>;
}): PageReply {
  const inputs = Object.entries(fields).filter(([, value]) => value !== undefined);
  return renderPage({
    title: "Back to the app",
    provider,
    script: SCRIPT,
    main: html`
      <h1>Back to the app</h1>
      <form method="post" action="${action}" class="gap">
        ${inputs.map(([name, value]) => html`<input type="hidden" name="${name}" value="${String(value)}" />`)}
        <button class="button primary">Continue</button>
      </form>
    `,
  });
}
