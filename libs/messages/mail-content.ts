import type { Brand } from "./brand.ts";
import type { Language } from "./language.ts";

/** A mail that is ready to be sent. `html` and `text` say the same. */
export interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A piece of a mail's body. All strings are text and are escaped in HTML. */
export type Block =
  | { readonly kind: "paragraph" | "note"; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: "code"; readonly label: string; readonly code: string }
  | { readonly kind: "button"; readonly label: string; readonly href: string };

/** The content of a mail, before it becomes HTML or plain text. */
export interface MailContent {
  readonly language: Language;
  readonly brand: Brand;
  /** The heading, and the subject after the application's name. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

export function subjectOf({ brand, title }: Pick<MailContent, "brand" | "title">): string {
  return `${brand.appName}: ${title}`;
}
