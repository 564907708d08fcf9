/**
 * Prepares a message's HTML for the page's CSP: no scripts, no remote content, and no inline styles, which the policy forbids. Styles are
 * taken out here and set again by CSSOM, which the policy allows.
 */

export interface PreparedHtml {
  /** Inert: without scripts and styles. Elements that had a style are numbered by {@link STYLED}. */
  readonly html: string;
  /** Of elements, by number. */
  readonly inlineStyles: readonly string[];
  readonly styleSheets: readonly string[];
}

const STYLED = "data-styled";

/** Elements that can run, load, navigate or send. */
const REMOVED = "script, style, link, base, meta, iframe, frame, object, embed, form, template";

/** Parsed as inert text: the parser would report each style as a violation of the policy. */
const HIDDEN = "data-hidden-style";

export function prepareHtml(source: string): PreparedHtml {
  const styleSheets: string[] = [];
  const inlineStyles: string[] = [];
  const withoutSheets = source.replace(/<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi, (_, css: string) => {
    styleSheets.push(css);
    return "";
  });
  const parsed = new DOMParser().parseFromString(
    withoutSheets.replace(/\sstyle(?=\s*=)/gi, ` ${HIDDEN}`),
    "text/html",
  );
  for (const element of parsed.querySelectorAll(REMOVED)) element.remove();
  for (const element of parsed.querySelectorAll("*")) {
    const style = element.getAttribute(HIDDEN);
    if (style !== null) {
      element.setAttribute(STYLED, String(inlineStyles.length));
      inlineStyles.push(style);
    }
    cleanAttributes(element);
  }
  return { html: parsed.documentElement.outerHTML, inlineStyles, styleSheets };
}

function cleanAttributes(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    const isSource = ["src", "srcset", "background", "poster"].includes(name);
    const isForeign = isSource && !/^data:image\//i.test(value);
    if (/^on/i.test(name) || name === "style" || name === HIDDEN || isForeign) element.removeAttribute(name);
  }
  if (!element.hasAttribute("href")) return;
  if (/^(?:https?|mailto|tel):/i.test(element.getAttribute("href") ?? "")) {
    element.setAttribute("target", "_blank");
    element.setAttribute("rel", "noopener noreferrer");
  } else element.removeAttribute("href");
}

/** Sets a message's own styles in its document. */
export function applyStyles(shown: Document, { inlineStyles, styleSheets }: PreparedHtml): void {
  const view = shown.defaultView as (Window & { readonly CSSStyleSheet: typeof CSSStyleSheet }) | null;
  if (view === null) return;
  shown.adoptedStyleSheets = styleSheets.map((css) => {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
  for (const element of shown.querySelectorAll<HTMLElement>(`[${STYLED}]`)) {
    element.style.cssText = inlineStyles[Number(element.getAttribute(STYLED))] ?? "";
  }
}
