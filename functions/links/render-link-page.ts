import { html, raw } from "hono/html";
import type { ErrorCode } from "../../libs/http/error-codes.ts";
import { HtmlPage, hashSource } from "../../libs/http/html-page.ts";
import { brandOf } from "../../libs/messages/brand.ts";
import { chooseLanguage, type Language } from "../../libs/messages/language.ts";
import type { LinkPage } from "../../libs/messages/message-purpose.ts";
import { linkPages as de } from "../../libs/messages/texts/de.ts";
import { linkPages as en } from "../../libs/messages/texts/en.ts";
import { linkPages as es } from "../../libs/messages/texts/es.ts";
import { linkPages as fr } from "../../libs/messages/texts/fr.ts";
import type { LinkPageTexts } from "../../libs/messages/texts/message-texts.ts";
import { environment } from "./environment.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { renderStyle } from "./page-style.ts";

const TEXTS: Readonly<Record<Language, LinkPageTexts>> = { en, de, es, fr };

/** The path that each page posts to, relative to its own address, so that host and base path stay the same. */
const ENDPOINTS: Readonly<Record<LinkPage, string>> = {
  confirm: "../auth/confirm",
  reset: "../auth/reset-password",
};

/** The member of each route's body for the chosen password. */
const PASSWORD_MEMBERS: Readonly<Record<LinkPage, string>> = { confirm: "password", reset: "newPassword" };

/** The text for each problem of the API; `other` is for the rest. */
const PROBLEMS: Readonly<Record<Exclude<keyof LinkPageTexts["errors"], "other">, readonly ErrorCode[]>> = {
  code: ["code_mismatch", "code_expired", "validation_failed"],
  password: ["invalid_password"],
  reused: ["password_reused"],
  throttled: ["too_many_requests"],
};

function renderProblems(errors: LinkPageTexts["errors"]) {
  const item = (by: string, codes: readonly string[], text: string) =>
    html`<li data-by="${by}" data-codes="${codes.join(" ")}">${text}</li>`;
  const known = (["code", "password", "reused", "throttled"] as const).map((by) =>
    item(by, PROBLEMS[by], errors[by]),
  );
  return html`<ul id="problems" hidden>${[...known, item("other", [], errors.other)]}</ul>`;
}

function renderPasswordField(texts: LinkPageTexts, minimumLength: number) {
  return html`
<div class="field">
<label for="password">${texts.newPassword}</label>
<input id="password" type="password" autocomplete="new-password" required minlength="${minimumLength}" maxlength="256" aria-describedby="rule">
<p id="rule" class="hint">${texts.passwordRule(minimumLength)}</p>
<label class="check"><input id="show" type="checkbox">${texts.showPassword}</label>
</div>`;
}

interface PageInput {
  readonly page: LinkPage;
  readonly language: Language;
  readonly style: string;
}

async function renderHtml({ page, language, style }: PageInput): Promise<string> {
  const { PASSWORD_POLICY, ...values } = environment();
  const texts = TEXTS[language];
  const { title, lead, button, done } = texts.pages[page];
  const { appName } = brandOf(values);
  const markup = await html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · ${appName}</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<div class="card">
<header>${appName}</header>
<main>
<h1>${title}</h1>
<noscript><p class="notice">${texts.noScript}</p></noscript>
<form id="form" hidden data-endpoint="${ENDPOINTS[page]}" data-password="${PASSWORD_MEMBERS[page]}">
<p>${lead}</p>
<p id="account" class="account" hidden><span class="label">${texts.email}</span><bdi id="address"></bdi></p>
<div id="manual">
<p id="incomplete" class="notice" hidden>${texts.incomplete}</p>
<div class="field">
<label for="email">${texts.email}</label>
<input id="email" type="text" inputmode="email" autocomplete="username" autocapitalize="none" required maxlength="128" pattern="\\s*\\S+@\\S+\\s*" spellcheck="false">
</div>
<div class="field">
<label for="code">${texts.code}</label>
<input id="code" type="text" inputmode="numeric" autocomplete="one-time-code" required maxlength="64" pattern=".*\\S.*" spellcheck="false">
</div>
</div>${renderPasswordField(texts, PASSWORD_POLICY)}
<p id="alert" class="alert" role="alert"></p>
<button id="submit" type="submit">${button}</button>
</form>
<p id="done" class="done" role="status" tabindex="-1" hidden>${done}</p>
${renderProblems(texts.errors)}
</main>
</div>
<script>${raw(PAGE_SCRIPT)}</script>
</body>
</html>
`;
  return markup.toString();
}

/**
 * The page of a link, in the link's language. It is the same for every user: address and code stay in the fragment, which is
 * never sent to a server. Without a script the form is hidden and can't be sent (`form-action`).
 */
export async function renderLinkPage(page: LinkPage, wanted: string | undefined): Promise<HtmlPage> {
  const values = environment();
  const style = renderStyle(brandOf(values));
  const policy = [
    "default-src 'none'",
    `script-src ${hashSource(PAGE_SCRIPT)}`,
    `style-src ${hashSource(style)}`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
  const language = chooseLanguage([wanted], values.DEFAULT_LANGUAGE);
  return new HtmlPage({ html: await renderHtml({ page, language, style }), policy });
}
