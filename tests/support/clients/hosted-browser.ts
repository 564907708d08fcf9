/**
 * A minimal browser for pages without scripts: cookies, single redirects, and forms that are filled in by their labels. It reads
 * only the HTML of these pages, not any HTML.
 */

interface Input {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** `undefined` for a hidden field. */
  readonly label?: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Form {
  readonly action: string;
  readonly method: string;
  readonly inputs: readonly Input[];
  readonly buttons: readonly { readonly text: string; readonly name?: string; readonly value?: string }[];
}

/** A page as the server returned it. */
interface BrowserPage {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly forms: readonly Form[];
  /** By their text. */
  readonly links: ReadonlyMap<string, string>;
  readonly title: string;
  /** The whole text, without tags. */
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

const readEntities = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? "");

const textOf = (html: string): string =>
  readEntities(html.replace(/<(style|script|title)[^>]*>[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, " "))
    .replace(/\s+/g, " ")
    .trim();

function attributesOf(tag: string): Readonly<Record<string, string>> {
  const found = tag.matchAll(/\s([\w:-]+)(?:="([^"]*)")?/g);
  return Object.fromEntries([...found].map(([, name = "", value = ""]) => [name, readEntities(value)]));
}

function readForm([whole, tag = ""]: RegExpMatchArray): Form {
  const { action = "", method = "get" } = attributesOf(tag);
  const labels = new Map(
    [...whole.matchAll(/<label for="([^"]+)">([\s\S]*?)<\/label>/g)].map(([, id = "", words = ""]) => [
      id,
      textOf(words),
    ]),
  );
  const inputs = [...whole.matchAll(/<input[^>]*>/g)].map(([input]): Input => {
    const attributes = attributesOf(input);
    const label = labels.get(attributes.id ?? "");
    const { name = "", type = "text", value = "" } = attributes;
    return { name, type, value, attributes, ...(label !== undefined && { label }) };
  });
  const buttons = [...whole.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].map(
    ([, own = "", words = ""]) => {
      const { name, value } = attributesOf(own);
      return {
        text: textOf(words),
        ...(name !== undefined && { name }),
        ...(value !== undefined && { value }),
      };
    },
  );
  return { action, method, inputs, buttons };
}

function readPage(url: URL, response: { status: number; headers: Headers }, html: string): BrowserPage {
  const [, title = ""] = /<title>([\s\S]*?)<\/title>/.exec(html) ?? [];
  const links = [...html.matchAll(/<a([^>]*)>([\s\S]*?)<\/a>/g)].map(
    ([, tag = "", words = ""]) => [textOf(words), attributesOf(tag).href ?? ""] as const,
  );
  return {
    url,
    status: response.status,
    headers: response.headers,
    html,
    forms: [...html.matchAll(/<form([^>]*)>[\s\S]*?<\/form>/g)].map(readForm),
    links: new Map(links),
    title: readEntities(title),
    text: textOf(html),
  };
}

export interface HostedBrowser {
  /** Cookies of the server's origin, by name. */
  readonly cookies: Map<string, string>;
  /** The open page; after a redirect to another origin, that URL with an empty page. */
  readonly page: BrowserPage;
  /** The URLs of the last navigation, from the first request on. */
  readonly journey: readonly string[];
  open(url: string): Promise<BrowserPage>;
  /** Follows the link with this text. */
  click(words: string): Promise<BrowserPage>;
  /** Fills in the fields with these labels and presses the button with this text, or the form's first. */
  fill(values: Readonly<Record<string, string>>, button?: string): Promise<BrowserPage>;
  /** Presses a button and nothing else. */
  press(button: string): Promise<BrowserPage>;
  /** Sends any form, like an attacker's page. */
  post(
    url: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<BrowserPage>;
}

/**
 * A browser for one origin: a redirect to another origin ends the navigation.
 * @param headers that every request has: `accept-language`
 */
export function openBrowser(origin: string, headers: Readonly<Record<string, string>> = {}): HostedBrowser {
  const cookies = new Map<string, string>();
  let page = readPage(new URL(origin), { status: 0, headers: new Headers() }, "");
  let journey: string[] = [];

  function keepCookies(answer: Headers): void {
    for (const line of answer.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
  }

  async function travel(url: URL, init: RequestInit): Promise<BrowserPage> {
    journey.push(String(url));
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      headers: { ...headers, ...(init.headers as Record<string, string>), ...(cookie !== "" && { cookie }) },
    });
    keepCookies(response.headers);
    const body = await response.text();
    const location = response.headers.get("location");
    if (location !== null) {
      const target = new URL(location, url);
      if (target.origin === url.origin) return travel(target, {});
      journey.push(String(target));
      page = readPage(target, response, "");
      return page;
    }
    page = readPage(url, response, body);
    return page;
  }

  const go = (url: string, init: RequestInit = {}): Promise<BrowserPage> => {
    journey = [];
    return travel(new URL(url, page.url), init);
  };

  const send = (url: string, fields: URLSearchParams, extra: Readonly<Record<string, string>> = {}) =>
    go(url, {
      method: "POST",
      body: fields.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", ...extra },
    });

  function findForm(labels: readonly string[], button: string | undefined): Form {
    const found = page.forms.find(
      ({ inputs, buttons }) =>
        labels.every((label) => inputs.some((input) => input.label === label)) &&
        (button === undefined || buttons.some(({ text }) => text === button)),
    );
    if (found === undefined) {
      const wanted = [...labels, ...(button === undefined ? [] : [button])].join(", ");
      throw new Error(`There is no form with ${wanted} on "${page.title}": ${page.text}`);
    }
    return found;
  }

  const fill: HostedBrowser["fill"] = (values, button) => {
    const form = findForm(Object.keys(values), button);
    const fields = new URLSearchParams(
      form.inputs.map(({ name, label, value }): [string, string] => [name, values[label ?? ""] ?? value]),
    );
    const pressed = button === undefined ? form.buttons[0] : form.buttons.find(({ text }) => text === button);
    if (pressed?.name !== undefined) fields.append(pressed.name, pressed.value ?? "");
    return send(form.action, fields);
  };

  return {
    cookies,
    get page() {
      return page;
    },
    get journey() {
      return journey;
    },
    open: (url) => go(url),
    click: (words) => {
      const href = page.links.get(words);
      if (href === undefined) throw new Error(`There is no link "${words}" on "${page.title}": ${page.text}`);
      return go(href);
    },
    fill,
    press: (button) => fill({}, button),
    post: (url, fields, extra) => send(url, new URLSearchParams(fields), extra),
  };
}
