import { type Mail, type MailContent, subjectOf } from "./mail-content.ts";
import { renderMailHtml } from "./mail-html.ts";
import { renderMailText } from "./mail-text.ts";

/** A mail with the same content as HTML and as text. */
export const renderMail = (content: MailContent): Mail => ({
  subject: subjectOf(content),
  html: renderMailHtml(content),
  text: renderMailText(content),
});
