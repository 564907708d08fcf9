/** The layout of every page: card, banner, footer; and its security headers. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { html, raw } from "hono/html";
import type { PageFlash } from "../../cognito/state/hosted-record-repository.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import { pageUrl } from "../load-authorization.ts";
import { type Reply, reply, withCookies } from "../reply.ts";
import { accentStyle, type Branding, brandingOf } from "./branding.ts";
import { LANGUAGES, type Language } from "./language.ts";
import { fill, type NoticeKey, type PageTexts, type ProblemKey } from "./texts/page-texts.ts";
import type { Visit } from "./visit.ts";

/** A piece of a page, escaped. */
export type Html = ReturnType<typeof html>;

type ShownProblem = NonNullable<PageFlash["problem"]>;

export interface PageView {
  readonly title: string;
  readonly lead?: Html | string;
  readonly content: Html | readonly Html[];
  /** Fields that show their own problems. */
  readonly fields?: readonly string[];
  /** The problem; by default that of the progress. */
  readonly problem?: ShownProblem;
  /** Our script: the policy allows only this one. */
  readonly script?: string;
  /** Where the browser goes automatically, without the rules for forms. */
  readonly goesTo?: string;
}

const readStyle = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

/** The design tokens of the whole product, and the styles of these pages. */
const style = ["../../../design/tokens.css", "./style.css", "./controls.css"].map(readStyle).join("");

const sourceHash = (source: string): string =>
  `'sha256-${createHash("sha256").update(source).digest("base64")}'`;

const styleHash = sourceHash(style);

/** A URL as a source expression: its origin, or its scheme if a policy can't name the host. */
function sourceOf(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null) return null;
  const isPlain = (parsed.protocol === "https:" || parsed.protocol === "http:") && !parsed.host.includes("[");
  return isPlain ? parsed.origin : parsed.protocol;
}

/**
 * Where forms may lead. Browsers also apply it to redirects after a POST: to the client, and to where the client redirects,
 * which should be one of its registered URLs.
 */
function formTargets(client: AuthorizationRequest["client"] | null): readonly string[] {
  const { CallbackURLs = [], LogoutURLs = [] } = client?.settings ?? {};
  const sources = [...CallbackURLs, ...LogoutURLs].map(sourceOf).filter((source) => source !== null);
  return [...new Set(sources)];
}

function contentSecurityPolicy(
  client: AuthorizationRequest["client"] | null,
  styles: readonly string[],
  script: string | undefined,
): string {
  return [
    "default-src 'none'",
    `style-src ${[styleHash, ...styles.map(sourceHash)].join(" ")}`,
    ...(script === undefined ? [] : [`script-src ${sourceHash(script)}`]),
    "img-src data:",
    `form-action ${["'self'", ...formTargets(client)].join(" ")}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/** A message about the previous step. */
function banner(texts: PageTexts, problem: ShownProblem | undefined, notice: string | undefined): Html | "" {
  if (problem !== undefined) {
    const text = problem.detail ?? texts.problems[problem.key as ProblemKey];
    return html`<div class="banner bad" role="alert" id="problem"><p>${text}</p></div>`;
  }
  if (notice === undefined) return "";
  return html`<div class="banner good" role="status"><p>${texts.notices[notice as NoticeKey]}</p></div>`;
}

function brandRow({ appName, logo, scheme }: Branding): Html | "" {
  if (logo !== null) {
    const hasTwo = scheme === null && logo.dark !== logo.light;
    const dark = hasTwo ? html`<source srcset="${logo.dark}" media="(prefers-color-scheme: dark)">` : "";
    const image = html`<img src="${logo[scheme ?? "light"]}" alt="${appName}">`;
    return html`<p class="brand"><picture>${dark}${image}</picture></p>`;
  }
  const [first] = [...appName.trim()];
  if (first === undefined) return "";
  return html`<p class="brand"><span class="mark" aria-hidden="true">${first.toLocaleUpperCase()}</span>${appName}</p>`;
}

function languageMenu(texts: PageTexts, current: Language, urlOf: (language: string) => string): Html {
  const links = Object.entries(LANGUAGES).map(
    ([language, name]) =>
      html`<li><a href="${urlOf(language)}" lang="${language}" hreflang="${language}"${
        language === current ? raw(' aria-current="true"') : ""
      }>${name}</a></li>`,
  );
  return html`<footer><nav aria-label="${texts.language}"><ul>${links}</ul></nav></footer>`;
}

export interface Frame {
  readonly language: Language;
  readonly texts: PageTexts;
  readonly client: AuthorizationRequest["client"] | null;
  readonly branding: Branding;
  /** This page in another language. */
  readonly urlOf: (language: string) => string;
  readonly notice?: string | undefined;
}

/** A page in this layout, as an answer. */
export async function renderFrame(
  { language, texts, client, branding, urlOf, notice }: Frame,
  view: PageView,
  status = 200,
): Promise<Reply> {
  const { title, lead, content, problem, script, goesTo, fields = [] } = view;
  const isSaidBelow = fields.includes(problem?.field ?? "");
  const spoken = problem === undefined ? title : fill(texts.errorPrefix, { title });
  const accent = accentStyle(branding);
  const page = html`<!doctype html>
<html lang="${language}"${branding.scheme === null ? "" : raw(` data-scheme="${branding.scheme}"`)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${goesTo === undefined ? "" : html`<meta http-equiv="refresh" content="0; url=${goesTo}">`}
<title>${branding.appName === "" ? spoken : `${spoken} · ${branding.appName}`}</title>
<style>${raw(style)}</style>
<style>${raw(accent)}</style>
</head>
<body>
<main>
<div class="card">
${brandRow(branding)}
<h1>${title}</h1>
${lead === undefined ? "" : html`<p class="lead">${lead}</p>`}
${banner(texts, isSaidBelow ? undefined : problem, notice)}
${content}
</div>
</main>
${languageMenu(texts, language, urlOf)}
${script === undefined ? "" : html`<script>${raw(script)}</script>`}
</body>
</html>
`;
  return reply(
    status,
    {
      "content-type": "text/html;charset=UTF-8",
      "content-language": language,
      "content-security-policy": contentSecurityPolicy(client, [accent], script),
    },
    String(await page),
  );
}

/** A page of an authorization. */
export async function renderPage(visit: Visit, view: PageView, status?: number): Promise<Reply> {
  const { request, authorization, language, texts, progress, cookies } = visit;
  const { problem = progress?.flash?.problem } = view;
  const frame: Frame = {
    language,
    texts,
    client: authorization.client,
    branding: brandingOf(request, authorization),
    urlOf: (lang) => pageUrl(request.path, authorization, { lang }),
    notice: progress?.flash?.notice,
  };
  return withCookies(
    await renderFrame(frame, { ...view, ...withoutUndefined({ problem }) }, status),
    ...cookies,
  );
}
