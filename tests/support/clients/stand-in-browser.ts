/** A browser without scripts for the stand-in's pages: follows redirects on this machine, keeps cookies, and chooses an account. */

export interface StandInBrowser {
  /** Opens a URL and follows redirects to a page, or until one leaves the stand-in. */
  open(url: string | URL, init?: RequestInit): Promise<Visit>;
  /** Posts a form to the last opened page. */
  submit(fields: Readonly<Record<string, string>>): Promise<Visit>;
  /** Opens a URL of an authorization endpoint and chooses: a person's id, `refuse`, or `new`. */
  choose(url: string | URL, choice: string, fields?: Readonly<Record<string, string>>): Promise<Visit>;
}

interface Visit {
  /** Where it ended: a page of the stand-in, or the URL of the last redirect. */
  readonly url: URL;
  /** The answer with the page, or with the redirect that left the stand-in. */
  readonly response: Response;
  readonly text: string;
}

const PREFIX = "/_local/providers/";

interface Cookie {
  readonly value: string;
  readonly path: string;
}

/** @param paths further path prefixes on this machine that it follows */
export function createStandInBrowser(...paths: readonly string[]): StandInBrowser {
  const isFollowed = (url: URL) =>
    url.hostname === "localhost" && [PREFIX, ...paths].some((path) => url.pathname.startsWith(path));
  const cookies = new Map<string, Cookie>();
  let page = new URL("about:blank");

  const cookieHeader = (url: URL) =>
    [...cookies]
      .filter(
        ([, { path, value }]) => value !== "" && `${url.pathname}/`.startsWith(path.replace(/\/?$/, "/")),
      )
      .map(([key, { value }]) => `${key.split(" ")[0]}=${value}`)
      .join("; ");

  function keepCookies(response: Response): void {
    for (const header of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      const path = /; path=([^;]+)/i.exec(header)?.[1] ?? "/";
      cookies.set(`${name} ${path}`, { value, path });
    }
  }

  async function go(url: URL, init: RequestInit): Promise<Visit> {
    const headers = { accept: "text/html", cookie: cookieHeader(url), ...init.headers };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    keepCookies(response);
    const text = await response.text();
    const location = response.headers.get("location");
    if (location === null) {
      page = url;
      return { url, response, text };
    }
    const target = new URL(location, url);
    return isFollowed(target) ? go(target, {}) : { url: target, response, text };
  }

  const submit: StandInBrowser["submit"] = (fields) =>
    go(page, { method: "POST", body: new URLSearchParams(fields), headers: { origin: page.origin } });

  return {
    open: (url, init = {}) => go(new URL(url), init),
    submit,
    choose: async (url, choice, fields = {}) => {
      const visit = await go(new URL(url), {});
      return visit.url.pathname.startsWith(PREFIX) && visit.response.ok
        ? submit({ choice, ...fields })
        : visit;
    },
  };
}
