import type { Block, MailContent } from "./mail-content.ts";

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
    case "note":
      return block.text;
    case "facts":
      return block.rows.map(([label, value]) => `${label}: ${value}`).join("\n");
    case "code":
      return `${block.label}: ${block.code}`;
    case "button":
      return `${block.label}: ${block.href}`;
  }
}

/** The same mail as plain text, for the other part of a `multipart/alternative` (RFC 2046 §5.1.4). */
export function renderMailText({ brand, title, blocks }: MailContent): string {
  return `${[brand.appName, title, ...blocks.map(renderBlock)].join("\n\n")}\n`;
}
