import { readableOn } from "./brand.ts";
import type { Block, MailContent } from "./mail-content.ts";

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text between tags and inside a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);
}

/**
 * For dark mode. Mail programs without style sheets use the inline styles, which are for light mode; `color-scheme` keeps
 * programs that invert colors from doing so.
 */
const STYLE = [
  ":root{color-scheme:light dark;supported-color-schemes:light dark}",
  "@media(prefers-color-scheme:dark){",
  ".page{background:#121417!important}",
  ".card{background:#1f2328!important;border-color:#3a3f46!important;color:#f0f2f4!important}",
  ".muted{color:#b3b9c1!important}",
  ".code{background:#121417!important;border-color:#4a5058!important;color:#fff!important}",
  "}",
].join("");

const TABLE = '<table role="presentation" cellpadding="0" cellspacing="0" border="0"';

const MUTED = 'class="muted" style="margin:0 0 4px;color:#5a6068;font-size:14px"';

function renderBlock(block: Block, color: string): string {
  switch (block.kind) {
    case "paragraph":
      return `<p style="margin:0 0 20px">${escapeHtml(block.text)}</p>`;
    case "note":
      return `<p class="muted" style="margin:0 0 8px;color:#5a6068;font-size:14px">${escapeHtml(block.text)}</p>`;
    case "facts":
      return block.rows
        .map(
          ([label, value]) =>
            `<p ${MUTED}>${escapeHtml(label)}</p>\n` +
            `<p style="margin:0 0 16px;font-weight:bold;word-break:break-word">${escapeHtml(value)}</p>`,
        )
        .join("\n");
    case "code":
      return (
        `<p ${MUTED}>${escapeHtml(block.label)}</p>\n` +
        '<p class="code" style="margin:0 0 20px;padding:14px 16px;background:#f3f4f6;border:1px solid #d5d9de;' +
        "border-radius:8px;font:bold 28px/1.3 Consolas,Menlo,monospace;letter-spacing:3px;text-align:center;" +
        `word-break:break-all">${escapeHtml(block.code)}</p>`
      );
    case "button":
      // The cell has the color as well: some mail programs give a link no padding and no background.
      return (
        `${TABLE} style="margin:0 0 20px"><tr><td bgcolor="${color}" style="border-radius:8px">` +
        `<a href="${escapeHtml(block.href)}" style="display:inline-block;padding:14px 28px;border-radius:8px;` +
        `background:${color};color:${readableOn(color)};font-weight:bold;text-decoration:none">` +
        `${escapeHtml(block.label)}</a></td></tr></table>`
      );
  }
}

/**
 * A mail as HTML, with tables and inline styles, because mail programs support little more. It loads nothing from elsewhere,
 * because that would tell a sender who reads and when.
 *
 * @see https://www.caniemail.com
 */
export function renderMailHtml({ language, brand, title, blocks }: MailContent): string {
  const heading = escapeHtml(title);
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">',
    `<title>${heading}</title><style>${STYLE}</style></head>`,
    '<body class="page" style="margin:0;background:#f3f4f6">',
    // The language once more: web mail removes the html element.
    `${TABLE} lang="${language}" width="100%" class="page" style="background:#f3f4f6">`,
    '<tr><td align="center" style="padding:24px 12px">',
    `${TABLE} width="480" class="card" style="width:100%;max-width:480px;background:#fff;border:1px solid #d5d9de;` +
      'border-radius:12px;border-collapse:separate;color:#16191d;font:16px/1.5 Arial,Helvetica,sans-serif">',
    `<tr><td bgcolor="${brand.color}" style="padding:18px 32px;border-radius:11px 11px 0 0;background:${brand.color};` +
      `color:${readableOn(brand.color)};font-size:18px;font-weight:bold">${escapeHtml(brand.appName)}</td></tr>`,
    '<tr><td style="padding:28px 32px 24px">',
    `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${heading}</h1>`,
    ...blocks.map((block) => renderBlock(block, brand.color)),
    "</td></tr></table>",
    "</td></tr></table></body></html>",
  ].join("\n");
}
