import { createHash } from "node:crypto";
import * as z from "zod/mini";

/** A page for a browser. Its policy lets only its own style and script run. */
export class HtmlPage {
  readonly html: string;
  /** The value of `Content-Security-Policy`. */
  readonly policy: string;

  constructor({ html, policy }: { readonly html: string; readonly policy: string }) {
    this.html = html;
    this.policy = policy;
  }
}

/** The `response` of a route that answers a page instead of JSON. */
export const HtmlResponse = z.instanceof(HtmlPage);

/** The source expression that allows exactly this text: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
export function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
