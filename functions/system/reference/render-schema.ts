import { html } from "hono/html";
import { type Markup, prose } from "./markup.ts";
import type { Schema } from "./openapi-document.ts";

/** The largest integer of JavaScript: as a limit it says nothing. */
const NO_MAXIMUM = Number.MAX_SAFE_INTEGER;

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === "array") {
    return `array of ${schema.items === undefined ? "anything" : typeOf(schema.items)}`;
  }
  return [schema.type ?? "anything", ...(schema.format === undefined ? [] : [schema.format])].join(" · ");
}

function range(min: number | undefined, max: number | undefined, unit: string): string[] {
  const upper = max === NO_MAXIMUM ? undefined : max;
  if (min !== undefined && upper !== undefined) {
    return [min === upper ? `${min}${unit}` : `${min} to ${upper}${unit}`];
  }
  if (min !== undefined) return [`at least ${min}${unit}`];
  return upper === undefined ? [] : [`at most ${upper}${unit}`];
}

function limitsOf(schema: Schema): string[] {
  const min =
    schema.minimum ?? (schema.exclusiveMinimum === undefined ? undefined : schema.exclusiveMinimum + 1);
  return [
    ...range(min, schema.maximum, ""),
    ...range(schema.minLength, schema.maxLength, " characters"),
    ...range(schema.minItems, schema.maxItems, " items"),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
  ];
}

/** A pattern is shown only if there is no format. */
function patternOf({ pattern, format, items }: Schema): Markup | null {
  if (pattern === undefined || format !== undefined) return items === undefined ? null : patternOf(items);
  return html` <code class="pattern">${pattern}</code>`;
}

function choicesOf(schema: Schema): Markup | null {
  const choices = schema.enum ?? schema.items?.enum ?? [];
  if (choices.length === 0) return null;
  const list = choices.map((choice) => html`<code>${String(choice)}</code> `);
  if (choices.length <= 8) return html`<span class="choices">${list}</span>`;
  return html`<details class="choices"><summary>${choices.length} values</summary>${list}</details>`;
}

/** The type of a value in one line: type, limits, pattern, choices. */
export function renderType(schema: Schema): Markup {
  const limits = limitsOf(schema).map((limit) => html`<span class="limit">${limit}</span>`);
  const description = schema.description === undefined ? null : html` – ${prose(schema.description)}`;
  return html`<span class="type">${typeOf(schema)}</span>${limits}${patternOf(schema)}${choicesOf(schema)}${description}`;
}

/** Requests show which members are required, answers only which may be missing. */
type Direction = "sent" | "answered";

interface Member {
  readonly name: Markup;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

function renderNeed(isRequired: boolean, direction: Direction): Markup | null {
  if (!isRequired) return html` <span class="optional">optional</span>`;
  return direction === "sent" ? html` <span class="required">required</span>` : null;
}

function membersOf({ properties = {}, required = [], additionalProperties }: Schema): Member[] {
  const named = Object.entries(properties).map(([name, schema]) => ({
    name: html`<b>${name}</b>`,
    schema,
    isRequired: required.includes(name),
  }));
  if (typeof additionalProperties !== "object") return named;
  return [...named, { name: html`<i>any name</i>`, schema: additionalProperties, isRequired: false }];
}

function renderMembers(schema: Schema, direction: Direction): Markup | null {
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants !== undefined) return renderVariants(variants, direction);
  if (schema.items !== undefined) return renderMembers(schema.items, direction);
  const members = membersOf(schema).map(
    ({ name, schema: member, isRequired }) =>
      html`<li>${name}${renderNeed(isRequired, direction)} ${renderType(member)}${renderMembers(member, direction)}</li>`,
  );
  return members.length === 0 ? null : html`<ul class="members">${members}</ul>`;
}

function renderVariants(variants: readonly Schema[], direction: Direction): Markup {
  const list = variants.map(
    (variant) => html`<li>${renderType(variant)}${renderMembers(variant, direction)}</li>`,
  );
  return html`<p class="either">${variants.length === 1 ? "" : "one of"}</p><ol class="variants">${list}</ol>`;
}

/** A body, member by member. */
export function renderSchema(schema: Schema, direction: Direction): Markup {
  const members = renderMembers(schema, direction);
  return members === null ? html`<p>${renderType(schema)}</p>` : members;
}
