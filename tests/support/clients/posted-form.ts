const UNESCAPED: Readonly<Record<string, string>> = { quot: '"', amp: "&", "#39": "'", lt: "<", gt: ">" };

const unescapeHtml = (text = ""): string =>
  text.replace(/&(quot|amp|#39|lt|gt);/g, (entity, name: string) => UNESCAPED[name] ?? entity);

export interface PostedForm {
  readonly action: string;
  readonly fields: Record<string, string>;
}

/** The form that a browser would post from a page of the stand-in back to the app: Apple's form_post, and SAML. */
export function readPostedForm(page: string): PostedForm {
  const [, action] = /<form method="post" action="([^"]*)"/.exec(page) ?? [];
  const inputs = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return {
    action: unescapeHtml(action),
    fields: Object.fromEntries(
      [...inputs].map(([, name, value]) => [unescapeHtml(name), unescapeHtml(value)]),
    ),
  };
}
