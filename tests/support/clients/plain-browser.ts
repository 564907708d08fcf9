/**
 * A minimal browser for sign-ins without scripts: it follows redirects, keeps cookies per origin, and posts forms.
 */
export class PlainBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();

  /**
   * Follows redirects to a page, or to an address that begins with `stop`, which is not opened.
   *
   * @throws Error after twenty redirects
   */
  async open(
    url: string | URL,
    { form, stop }: { readonly form?: Readonly<Record<string, string>>; readonly stop: string },
  ): Promise<{ readonly url: URL; readonly html: string }> {
    let next = new URL(url);
    let body = form === undefined ? undefined : new URLSearchParams(form);
    for (let redirects = 0; redirects < 20; redirects += 1) {
      if (next.href.startsWith(stop)) return { url: next, html: "" };
      const response = await fetch(next, {
        method: body === undefined ? "GET" : "POST",
        redirect: "manual",
        headers: { accept: "text/html", cookie: this.#header(next) },
        ...(body === undefined ? {} : { body }),
      });
      this.#keep(next, response.headers.getSetCookie());
      const location = response.headers.get("location");
      const html = await response.text();
      if (location === null) return { url: next, html };
      next = new URL(location, next);
      body = undefined;
    }
    throw new Error(`too many redirects, the last to ${next.origin}${next.pathname}`);
  }

  #header({ hostname }: URL): string {
    return [...(this.#cookies.get(hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #keep({ hostname }: URL, cookies: readonly string[]): void {
    const kept = this.#cookies.get(hostname) ?? new Map<string, string>();
    for (const cookie of cookies) {
      const [pair = "", ...attributes] = cookie.split(";");
      const name = pair.slice(0, pair.indexOf("=")).trim();
      const isGone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
      if (isGone) kept.delete(name);
      else kept.set(name, pair.slice(pair.indexOf("=") + 1));
    }
    this.#cookies.set(hostname, kept);
  }
}
