import { escapeHtml } from "../../../libs/messages/escape-html.ts";

/** HTML that may go into a page as it is. Only {@link html} makes it, so that no text gets in unescaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | readonly Markup[];

export const NO_MARKUP = new Markup("");

function render(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(({ text }) => text).join("");
  return escapeHtml(String(part));
}

/** A piece of a page: what stands in the template is HTML, what is put in is text, unless it is markup itself. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(template.reduce((text, next, index) => text + render(parts[index - 1] ?? "") + next));
}

/** Text of the document, whose words between backticks are code. */
export function prose(text: string): Markup {
  const pieces = text
    .split("`")
    .map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`));
  return html`${pieces}`;
}
