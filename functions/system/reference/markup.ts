import { html } from "hono/html";

/** A piece of the page. {@link html} escapes what it is given, unless that is such a piece itself. */
export type Markup = ReturnType<typeof html>;

/** Text of the document; words between backticks are code. */
export function prose(text: string): Markup {
  const pieces = text
    .split("`")
    .map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
  return html`${pieces}`;
}
