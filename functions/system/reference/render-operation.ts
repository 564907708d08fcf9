import { html } from "hono/html";
import { describeError, type ErrorCode } from "../../../libs/http/error-codes.ts";
import { curlExample, type PathEntry } from "./example-of.ts";
import type { Markup } from "./markup.ts";
import { type Operation, scopeOf } from "./openapi-document.ts";
import { renderSchema, renderType } from "./render-schema.ts";

function renderParameters({ parameters = [] }: Operation): Markup | null {
  if (parameters.length === 0) return null;
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      html`<li><b>${name}</b> <span class="${required ? "required" : "optional"}">${place}${required ? "" : ", optional"}</span> ${renderType(schema)}</li>`,
  );
  return html`<h4>Parameters</h4><ul class="members">${rows}</ul>`;
}

function renderBody({ requestBody }: Operation): Markup | null {
  const schema = requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return null;
  const heading = requestBody?.required === true ? "Body" : "Body, may be left out";
  return html`<h4>${heading}</h4>${renderSchema(schema, "sent")}`;
}

function renderAnswer({ responses }: Operation): Markup {
  const answers = Object.entries(responses)
    .filter(([status]) => status.startsWith("2"))
    .map(([status, { content = {} }]) => {
      const [type, media] = Object.entries(content)[0] ?? [];
      if (type === undefined || media === undefined) return html`<h4>Answer ${status}</h4><p>No body.</p>`;
      const body = type.includes("json") ? renderSchema(media.schema, "answered") : null;
      return html`<h4>Answer ${status} <code>${type}</code></h4>${body}`;
    });
  return html`${answers}`;
}

function renderErrors(operation: Operation): Markup {
  const byStatus = Map.groupBy(
    operation["x-problem-codes"] as readonly ErrorCode[],
    (code) => describeError(code).status,
  );
  const rows = [...byStatus]
    .sort(([one], [other]) => one - other)
    .map(([status, codes]) => {
      const links = codes.map((code) => html`<a href="#error-${code}"><code>${code}</code></a> `);
      return html`<tr><th scope="row">${status}</th><td>${links}</td></tr>`;
    });
  return html`<details class="errors"><summary>Errors</summary><table>${rows}</table></details>`;
}

/** One operation: its path, input, answers and errors, and a call to try. */
export function renderOperation([path, method, operation]: PathEntry): Markup {
  const { operationId, summary } = operation;
  const scope = scopeOf(operation);
  const access =
    scope === undefined
      ? html`<span class="access open">no token</span>`
      : html`<span class="access">scope <code>${scope}</code></span>`;
  return html`
<article id="${operationId}" data-words="${`${method} ${path} ${summary} ${operationId}`.toLowerCase()}">
<h3><span class="method ${method.toLowerCase()}">${method}</span> <code class="path">${path}</code> <a class="anchor" href="#${operationId}" aria-label="Link to ${operationId}">#</a></h3>
<p>${summary}. ${access}</p>
<div class="columns"><div>
${renderParameters(operation)}${renderBody(operation)}${renderAnswer(operation)}${renderErrors(operation)}
</div>
<pre tabindex="0" aria-label="Example of ${operationId}">${curlExample(path, method, operation)}</pre>
</div>
</article>`;
}
