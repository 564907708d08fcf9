import { html, raw } from "hono/html";
import { describeError, ERROR_CODES, type ErrorCode } from "../../../libs/http/error-codes.ts";
import { HtmlPage, hashSource } from "../../../libs/http/html-page.ts";
import { operationsOf, type PathEntry } from "./example-of.ts";
import { type Markup, prose } from "./markup.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import { REFERENCE_SCRIPT } from "./reference-script.ts";
import { REFERENCE_STYLE } from "./reference-style.ts";
import { renderOperation } from "./render-operation.ts";
import { renderSchema } from "./render-schema.ts";

interface Group {
  readonly name: string;
  readonly description: string;
  readonly entries: readonly PathEntry[];
}

function groupsOf(document: OpenApiDocument): Group[] {
  const entries = operationsOf(document);
  return document.tags.map((tag) => ({
    ...tag,
    entries: entries.filter(([, , operation]) => operation.tags.includes(tag.name)),
  }));
}

function renderNavigation({ info }: OpenApiDocument, groups: readonly Group[]): Markup {
  const lists = groups.map(({ name, entries }) => {
    const items = entries.map(
      ([path, method, { operationId, summary }]) =>
        html`<li data-item><a href="#${operationId}" title="${summary}"><span class="method ${method.toLowerCase()}">${method}</span>${path.replace(/^\/v1/, "")}</a></li>`,
    );
    return html`<div data-group><h2>${name}</h2><ul>${items}</ul></div>`;
  });
  return html`
<nav aria-label="Operations">
<p class="title">${info.title} <small>API ${info.version}</small></p>
<input id="search" type="search" hidden placeholder="Search ( / )" aria-label="Search operations" autocomplete="off" spellcheck="false">
<p id="count" role="status"></p>
${lists}
<ul><li><a href="#errors">Errors</a></li><li><a href="openapi.json">OpenAPI 3.1 document</a></li></ul>
</nav>`;
}

function renderGroup({ name, description, entries }: Group): Markup {
  const articles = entries.map((entry) => html`<div data-item>${renderOperation(entry)}</div>`);
  return html`<section data-group><h2 id="tag-${name}">${name}</h2><p>${prose(description)}</p>${articles}</section>`;
}

function renderErrorList({ components }: OpenApiDocument): Markup {
  const codes = (Object.keys(ERROR_CODES) as ErrorCode[]).sort(
    (one, other) => describeError(one).status - describeError(other).status || one.localeCompare(other),
  );
  const rows = codes.map((code) => {
    const { status, detail } = describeError(code);
    return html`<tr id="error-${code}"><td><code>${code}</code></td><td>${status}</td><td>${detail}</td></tr>`;
  });
  return html`
<section id="errors"><h2>Errors</h2>
<p>Every error is a problem of <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>. Decide by its <code>code</code>, which is never renamed; titles and
details are for people. A token that the gateway itself refuses gets the gateway's own answer, 401 or 403 with <code>{"message": …}</code>.</p>
<details><summary>Members of a problem</summary>${renderSchema(withoutCodes(components.schemas.Problem), "answered")}</details>
<table><thead><tr><th>code</th><th>status</th><th>meaning</th></tr></thead><tbody>${rows}</tbody></table>
</section>`;
}

/** The codes have their own table. */
function withoutCodes(problem: OpenApiDocument["components"]["schemas"]["Problem"]) {
  return {
    ...problem,
    properties: { ...problem.properties, code: { type: "string", description: "One of those below." } },
  };
}

async function renderHtml(document: OpenApiDocument): Promise<string> {
  const groups = groupsOf(document);
  const { title, description } = document.info;
  const paragraphs = description.split("\n\n").map((paragraph) => html`<p>${prose(paragraph)}</p>`);
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · API reference</title>
<link rel="icon" href="data:,">
<style>${raw(REFERENCE_STYLE)}</style>
</head>
<body>
${renderNavigation(document, groups)}
<main>
<h1>${title}: API reference</h1>
${paragraphs}
${groups.map(renderGroup)}
${renderErrorList(document)}
</main>
<script>${raw(REFERENCE_SCRIPT)}</script>
</body>
</html>
`;
  return page.toString();
}

const POLICY = [
  "default-src 'none'",
  `script-src ${hashSource(REFERENCE_SCRIPT)}`,
  `style-src ${hashSource(REFERENCE_STYLE)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/**
 * The reference of an API as one page that makes no requests: operations by tag with their parameters, bodies, answers, errors,
 * scope and a call to try. Its script only adds the search.
 */
export async function renderReference(document: OpenApiDocument): Promise<HtmlPage> {
  return new HtmlPage({ html: await renderHtml(document), policy: POLICY });
}
