import { createHash } from "node:crypto";
import * as z from "zod/mini";

/** An answer for a person's browser. It brings the policy that lets its own style and script run, and nothing else. */
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

/** The source expression that lets exactly this text run: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
export function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
