import { randomBytes } from "node:crypto";
import { html, raw } from "hono/html";

export interface InboxPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

const STYLE = `
  :root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --ink: #16191f; --soft: #5f6b7a; --line: #d9dee5; --accent: #0b66c3; --mark: #e8f1fc; }
  @media (prefers-color-scheme: dark) {
    :root { --ground: #12151a; --card: #1b2027; --ink: #e7eaee; --soft: #98a3b1; --line: #2d343e; --accent: #6cb0f5; --mark: #1d3048; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
  header { position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 1px solid var(--line); }
  .bar { max-width: 60rem; margin: 0 auto; padding: .8rem 1rem; display: flex; gap: .8rem; align-items: center; flex-wrap: wrap; }
  h1 { font-size: 1.15rem; margin: 0; }
  #count { color: var(--soft); flex: 1; }
  input, button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .35rem .7rem; }
  input { flex: 0 1 16rem; min-width: 6rem; }
  button { cursor: pointer; }
  button:hover { border-color: var(--accent); color: var(--accent); }
  main { max-width: 60rem; margin: 1rem auto 3rem; padding: 0 1rem; display: grid; gap: .8rem; }
  article { min-width: 0; background: var(--card); border: 1px solid var(--line); border-radius: .8rem; padding: 1rem 1.2rem; overflow-wrap: anywhere; }
  .top { display: flex; gap: .6rem; align-items: baseline; flex-wrap: wrap; }
  h2 { font-size: 1.02rem; margin: 0; flex: 1; min-width: 12rem; }
  .channel { font-size: .75rem; letter-spacing: .04em; text-transform: uppercase; color: var(--accent); border: 1px solid currentColor; border-radius: 1rem; padding: 0 .55rem; }
  .meta { color: var(--soft); font-size: .86rem; margin: .1rem 0 .7rem; }
  .quick { display: flex; gap: .6rem; flex-wrap: wrap; align-items: center; }
  .quick:empty { display: none; }
  .quick + * { margin-top: .7rem; }
  .code { font: 600 1.25rem/1.4 ui-monospace, monospace; letter-spacing: .12em; background: var(--mark); border-radius: .5rem; padding: .15rem .7rem; border: 0; }
  .copied::after { content: " ✓"; letter-spacing: 0; }
  .quick a { color: var(--accent); }
  pre { margin: 0; white-space: pre-wrap; font: inherit; }
  iframe { display: block; width: 100%; height: 10rem; min-height: 4rem; resize: vertical; border: 1px solid var(--line); border-radius: .5rem; background: #fff; color-scheme: light; }
  details summary { cursor: pointer; color: var(--soft); font-size: .9rem; margin-top: .6rem; }
  .empty { text-align: center; color: var(--soft); padding: 4rem 1rem; border-style: dashed; }
`;

// Runs in the browser. Inserts a message only as text, and its HTML only into a sandboxed frame, where the page's policy
// applies too: no script, nothing from elsewhere.
const SCRIPT = `
  const list = document.querySelector("main");
  const filter = document.querySelector("input");
  const count = document.querySelector("#count");
  filter.value = new URLSearchParams(location.search).get("to") ?? "";
  const FRAME_HEAD = '<meta name="color-scheme" content="light"><base target="_blank"><style>body{font:15px/1.5 system-ui,sans-serif;margin:.7rem 1rem}</style>';
  let shown = "";

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function quick(message) {
    const row = element("div", "quick");
    if (message.code) {
      const code = element("button", "code", message.code);
      code.title = "Copy";
      code.onclick = () => navigator.clipboard?.writeText(message.code).then(() => code.classList.add("copied"));
      row.append(code);
    }
    if (message.link && /^https?:/.test(message.link)) {
      const link = element("a", "", message.link);
      link.href = message.link;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      row.append(link);
    }
    return row;
  }

  function rendered(message) {
    const frame = element("iframe");
    frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
    frame.title = "Message";
    frame.srcdoc = FRAME_HEAD + message.html;
    return frame;
  }

  function card(message) {
    const card = element("article");
    const top = element("div", "top");
    top.append(element("span", "channel", message.channel), element("h2", "", message.subject ?? message.text));
    card.append(top, element("p", "meta", (message.from ? "From " + message.from + " · " : "") + "To " + message.to + " · " + new Date(message.sentAt).toLocaleString() + " · " + message.source));
    if (message.code || message.link) card.append(quick(message));
    if (!message.html) {
      if (message.subject !== null) card.append(element("pre", "", message.text));
      return card;
    }
    const plain = element("details");
    plain.append(element("summary", "", "Plain text"), element("pre", "", message.text));
    card.append(rendered(message), plain);
    return card;
  }

  async function refresh() {
    const to = filter.value.trim();
    const answer = await fetch("/_local/inbox" + (to ? "?to=" + encodeURIComponent(to) : ""), { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return void (count.textContent = "the local cloud does not answer");
    const { messages } = await answer.json();
    count.textContent = messages.length === 1 ? "1 message" : messages.length + " messages";
    const now = to + JSON.stringify(messages.map(({ id }) => id));
    if (now === shown) return;
    shown = now;
    list.replaceChildren(...messages.map(card));
    if (messages.length === 0) list.append(element("article", "empty", "Nothing here yet. Every e-mail and SMS the local cloud sends arrives on this page."));
  }

  document.querySelector("#clear").onclick = () => fetch("/_local/inbox", { method: "DELETE" }).then(refresh);
  filter.oninput = refresh;
  setInterval(() => document.hidden || refresh(), 1500);
  refresh();
`;

/**
 * The inbox for people: one self-contained page that reads `/_local/inbox` as JSON and updates itself. Messages are never part
 * of the page's source.
 */
export async function renderInboxPage(): Promise<InboxPage> {
  const nonce = randomBytes(16).toString("base64");
  const page = await html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inbox · local cloud</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
<header><div class="bar">
  <h1>Inbox</h1><span id="count" role="status"></span>
  <input type="search" placeholder="Whole address or number" aria-label="Only messages to">
  <button id="clear" type="button">Empty the inbox</button>
</div></header>
<main></main>
<script nonce="${nonce}">${raw(SCRIPT)}</script>
</html>
`;
  return {
    html: page.toString(),
    contentSecurityPolicy: `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'nonce-${nonce}'; connect-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'`,
  };
}
