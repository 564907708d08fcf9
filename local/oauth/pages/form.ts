/** Forms: labelled fields that keep their input and show its problems, and the value that shows that the form is ours. */
import { html, raw } from "hono/html";
import { pageUrl } from "../load-authorization.ts";
import type { Html } from "./layout.ts";
import type { ProblemKey } from "./texts/page-texts.ts";
import type { Visit } from "./visit.ts";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email" | "tel" | "password" | "date" | "url";
  /** HTML's autofill token: `username`, `current-password`, `one-time-code`. */
  readonly autocomplete?: string;
  readonly inputmode?: "numeric" | "email" | "tel";
  /** Shown until the user types something else. */
  readonly value?: string | undefined;
  readonly isOptional?: boolean;
  /** Next to the label; in tab order after the field. */
  readonly aside?: Html;
  /** Below the field; screen readers read it with the field. */
  readonly hint?: Html | string;
  readonly isCode?: boolean;
  /** The field's attribute: a problem with the attribute is shown at the field. */
  readonly attribute?: string | undefined;
}

/** Shown at the top, because they concern the whole form. */
const FORM_PROBLEMS: ReadonlySet<string> = new Set(["credentials", "form"] satisfies ProblemKey[]);

const idOf = (name: string): string => `field-${name.replace(/[^\w-]/g, "-")}`;

interface FieldState {
  readonly problem: string | null;
  /** The problem at the top is about this field. */
  readonly isMeant: boolean;
  readonly hasFocus: boolean;
  readonly value: string | undefined;
}

/** `true`: present without a value. `undefined` and `false`: missing. */
function attributes(given: Readonly<Record<string, string | boolean | undefined>>): readonly Html[] {
  return Object.entries(given)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? html` ${raw(name)}` : html` ${raw(name)}="${value}"`));
}

const isPlain = ({ type = "text" }: Field): boolean => type === "text" || type === "email";

function renderField(field: Field, { problem, isMeant, hasFocus, value }: FieldState): Html {
  const { name, label, type = "text", autocomplete, inputmode, isOptional = false, aside, hint } = field;
  const id = idOf(name);
  const described = [
    ...(isMeant ? ["problem"] : []),
    ...(problem === null ? [] : [`${id}-problem`]),
    ...(hint === undefined ? [] : [`${id}-hint`]),
  ];
  const given = attributes({
    id,
    name,
    type,
    value: type === "password" ? undefined : value,
    autocomplete,
    inputmode,
    autocapitalize: isPlain(field) ? "none" : undefined,
    spellcheck: isPlain(field) ? "false" : undefined,
    required: !isOptional,
    "aria-invalid": isMeant || problem !== null ? "true" : undefined,
    "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
    class: field.isCode ? "code" : undefined,
    maxlength: field.isCode ? "12" : undefined,
    autofocus: hasFocus,
  });
  return html`<div class="field">
<label for="${id}">${label}</label>
<input${given}>
${aside === undefined ? "" : html`<div class="aside">${aside}</div>`}
${problem === null ? "" : html`<p class="problem" id="${id}-problem" role="alert">${problem}</p>`}
${hint === undefined ? "" : html`<div class="hint" id="${id}-hint">${hint}</div>`}
</div>`;
}

/** This browser's value: a form without it is not ours. */
export const csrfField = ({ csrf }: Visit): Html => html`<input type="hidden" name="_csrf" value="${csrf}">`;

const isField = (part: Field | Html): part is Field => typeof part === "object" && "label" in part;

/** The names by which a problem may refer to the field. */
const namesOf = ({ name, attribute }: Field): readonly string[] =>
  attribute === undefined ? [name] : [name, attribute];

/**
 * A form of a page. The field with a problem has the focus, else the first empty one.
 * @returns the form, and the names of the fields that show their own problems
 */
export function renderForm(
  visit: Visit,
  path: string,
  parts: readonly (Field | Html)[],
): { readonly content: Html; readonly fields: readonly string[] } {
  const { authorization, texts, progress } = visit;
  const { problem, values = {} } = progress?.flash ?? {};
  const fields = parts.filter(isField);
  const typedIn = ({ name, value }: Field) => values[name] ?? value;
  const wrong = fields.find((field) => problem !== undefined && namesOf(field).includes(problem.field ?? ""));
  const focused = wrong ?? fields.find((field) => !typedIn(field)) ?? fields[0];
  const isAtTop = FORM_PROBLEMS.has(problem?.key ?? "");
  const rendered = parts.map((part) => {
    if (!isField(part)) return part;
    const text = problem?.detail ?? texts.problems[problem?.key as ProblemKey];
    return renderField(part, {
      problem: part === wrong && !isAtTop ? text : null,
      isMeant: part === wrong && isAtTop,
      hasFocus: part === focused,
      value: typedIn(part),
    });
  });
  return {
    content: html`<form method="post" action="${pageUrl(path, authorization)}">
${csrfField(visit)}
${rendered}
</form>`,
    fields: isAtTop ? [] : fields.flatMap(namesOf),
  };
}

export const primaryButton = (label: string): Html =>
  html`<button class="button primary" type="submit">${label}</button>`;

/** A form with only a button, which sends a fixed value. */
export function buttonForm(
  visit: Visit,
  path: string,
  { label, value, look = "link" }: { readonly label: string; readonly value: string; readonly look?: string },
): Html {
  return html`<form method="post" action="${pageUrl(path, visit.authorization)}">
${csrfField(visit)}
<button class="${look}" name="action" value="${value}" type="submit">${label}</button>
</form>`;
}

/** A link to another of our pages with the same authorization. */
export const pageLink = ({ authorization }: Visit, path: string, label: string): Html =>
  html`<a href="${pageUrl(path, authorization)}">${label}</a>`;

/** Before the form, so that leaving the code field does not lose input. */
export const codeField = (visit: Visit, label = visit.texts.code): Field => ({
  name: "code",
  label,
  autocomplete: "one-time-code",
  inputmode: "numeric",
  isCode: true,
});
