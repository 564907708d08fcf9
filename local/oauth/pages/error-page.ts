/** `/error`: shown if client or redirect URI is not verified. It has no links. */
import { html } from "hono/html";
import type { Action, OAuthRequest } from "../oauth-request.ts";
import type { Reply } from "../reply.ts";
import { type Branding, brandingOf, UNBRANDED } from "./branding.ts";
import { chooseLanguage, textsOf } from "./language.ts";
import { type Frame, type PageView, renderFrame } from "./layout.ts";

/** A page outside of any authorization, with the style of the client if the URL names a known one. */
export function renderLoosePage(
  request: OAuthRequest,
  view: (texts: Frame["texts"]) => PageView,
  status: number,
): Promise<Reply> {
  const { context, query, path } = request;
  const language = chooseLanguage(request);
  const texts = textsOf(language);
  const client = context.clients.find(query.get("client_id") ?? "");
  const branding: Branding =
    client === null ? UNBRANDED : brandingOf(request, { client, pool: context.pools.require(client.poolId) });
  const urlOf = (lang: string) => {
    const parameters = new URLSearchParams(query);
    parameters.set("lang", lang);
    return `${path}?${parameters}`;
  };
  return renderFrame({ language, texts, client, branding, urlOf }, view(texts), status);
}

/** Only codes: text from the URL must not be shown. */
const isCode = (error: string): boolean => /^[a-z_]{1,40}$/.test(error);

export const errorPage: Action = (request) => {
  const error = request.query.get("error") ?? "";
  return renderLoosePage(
    request,
    (texts) => {
      const [before = "", after = ""] = texts.error.detail.split("{error}");
      return {
        title: texts.error.title,
        lead: texts.error.lead,
        content: isCode(error) ? html`<p class="lead">${before}<code>${error}</code>${after}</p>` : html``,
      };
    },
    400,
  );
};
