/** The documents that a sign-up agrees to, shown if the client has both (cognito-user-pools-managed-login). */
import { html } from "hono/html";
import { TERMS_LANGUAGES } from "./language.ts";
import type { Html } from "./layout.ts";
import type { Visit } from "./visit.ts";

/** The client's document in the page's language, else the default one; never a `javascript:` URL. */
function linkOf({ request, authorization: { client, pool }, language }: Visit, name: string): string | null {
  const document = request.context.documents
    .all(pool, "terms")
    .find(({ content }) => content.ClientId === client.id && content.TermsName === name);
  const { Links = {} } = document?.content ?? {};
  const link = Links[TERMS_LANGUAGES[language]] ?? Links["cognito:default"] ?? "";
  return /^https?:\/\//i.test(link) ? link : null;
}

export function termsLine(visit: Visit): Html | "" {
  const [terms, privacy] = [linkOf(visit, "terms-of-use"), linkOf(visit, "privacy-policy")];
  if (terms === null || privacy === null) return "";
  const { texts } = visit;
  const links: Readonly<Record<string, Html>> = {
    "{terms}": html`<a href="${terms}" target="_blank" rel="noopener">${texts.termsOfUse}</a>`,
    "{privacy}": html`<a href="${privacy}" target="_blank" rel="noopener">${texts.privacyPolicy}</a>`,
  };
  const parts = texts.signUp.terms.split(/(\{\w+\})/).map((part) => links[part] ?? part);
  return html`<p class="terms">${parts}</p>`;
}
