/** Finds what people and tests need of a message: its text, its link, its code. */

const CHARACTERS = [
  ["&nbsp;", " "],
  ["&#39;", "'"],
  ["&quot;", '"'],
  ["&gt;", ">"],
  ["&lt;", "<"],
  ["&amp;", "&"],
] as const;

/** The visible text of an HTML mail. */
export function toPlainText(html: string): string {
  const text = html
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<br\s*\/?>|<\/(p|div|tr|h[1-6]|li|table)>/gi, "\n")
    .replace(/<[^>]*>/g, "");
  return CHARACTERS.reduce((plain, [entity, character]) => plain.replaceAll(entity, character), text)
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n\s*/g, "\n")
    .trim();
}

/** The first link in a text or HTML. */
export function findLink(html: string): string | null {
  return /https?:\/\/[^\s"'<>]+/.exec(html)?.[0].replaceAll("&amp;", "&") ?? null;
}

/**
 * The first separate number of six to eight digits, the form of a one-time code: not part of a word, a link, a phone number or
 * a longer number. Senders by SES and SNS do not mark the code in their text.
 */
export function findCode(text: string): string | null {
  const withoutLinks = text.replace(/https?:\/\/\S+/g, " ");
  return /(?<![\w+/#-]|\d[.,:])\d{6,8}(?![\w-]|[.,:/]\d)/.exec(withoutLinks)?.[0] ?? null;
}
