/** The start page: all values that a developer needs to use the running stack, ready to copy. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { html, raw } from "hono/html";
import { environmentLines, publicClientOf, type StackDescription } from "./stack-description.ts";

type Html = ReturnType<typeof html>;

export interface StartPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

const STYLE = ["../oauth/pages/style.css", "../oauth/pages/controls.css", "./start-page.css"]
  .map((name) => readFileSync(new URL(name, import.meta.url), "utf8"))
  .join("\n");

// Runs in the browser. The page works without it, except for the buttons, which the script shows.
const SCRIPT = `
  const said = document.querySelector("#said");
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.onclick = async () => {
      const source = button.dataset.copy || document.getElementById(button.dataset.from).textContent;
      await navigator.clipboard.writeText(source);
      button.dataset.done = "";
      button.textContent = "Copied";
      said.textContent = button.getAttribute("aria-label").replace("Copy", "Copied");
      setTimeout(() => { delete button.dataset.done; button.textContent = "Copy"; }, 1500);
    };
  }
`;

const hashOf = (source: string): string => `'sha256-${createHash("sha256").update(source).digest("base64")}'`;

const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const copy = (value: string, what: string): Html =>
  html`<button class="copy" type="button" hidden data-copy="${value}" aria-label="Copy ${what}">Copy</button>`;

const addressRow = (name: string, url: string, note: string): Html =>
  html`<li class="row"><span class="name">${name}</span>
<span class="value"><a href="${url}">${url}</a> <span class="note">${note}</span></span>${copy(url, `the address: ${name}`)}</li>`;

const valueRow = (name: string, value: string): Html =>
  html`<li class="row"><span class="name">${name}</span><span class="value"><code>${value}</code></span>${copy(value, name)}</li>`;

const panel = (title: string, lead: Html | string, content: Html, action: Html | string = ""): Html =>
  html`<section class="panel"><header><h2>${title}</h2><p>${lead}</p>${action}</header>${content}</section>`;

const rows = (items: readonly Html[]): Html => html`<ul class="rows">${items}</ul>`;

const code = (id: string, text: string): Html =>
  html`<div class="code"><pre id="${id}" tabindex="0">${text}</pre></div>`;

const copyCode = (id: string, what: string): Html =>
  html`<button class="copy action" type="button" hidden data-copy="" data-from="${id}" aria-label="Copy ${what}">Copy</button>`;

function addresses({ addresses: at }: StackDescription): Html {
  return panel(
    "Addresses",
    "",
    rows([
      addressRow("API", at.api, ""),
      ...(at.apiDocs === undefined ? [] : [addressRow("API reference", at.apiDocs, "")]),
      ...(at.console === undefined ? [] : [addressRow("Console", at.console, "")]),
      addressRow("Inbox", at.inbox, "every e-mail and SMS"),
      addressRow("Traces", at.traces, "what each request did"),
      addressRow("Cloud", at.cloud, "the endpoint for AWS SDKs"),
    ]),
  );
}

function people({ demoUsers }: StackDescription): Html {
  if (demoUsers.length === 0) {
    return panel("Demo users", html`None. <code>npm run seed -- --stage local</code> makes some.`, html``);
  }
  const people = demoUsers.map(
    ({
      email,
      password,
      groups,
    }) => html`<li class="row person"><span class="name">${groups.join(", ")}</span>
<span class="pair"><code>${email}</code>${copy(email, `the address of ${email}`)}</span>
<span class="pair"><code>${password}</code>${copy(password, `the password of ${email}`)}</span></li>`,
  );
  return panel(
    "Demo users",
    html`Sign in with any of them. <code>npm run seed -- --stage local</code> makes more.`,
    rows(people),
  );
}

function ids({ region, userPoolId, identityPoolId, clients }: StackDescription): Html {
  return panel(
    "Ids",
    "The same after --fresh and on every machine.",
    rows([
      valueRow("Region", region),
      ...(userPoolId === null ? [] : [valueRow("User pool", userPoolId)]),
      ...(identityPoolId === null ? [] : [valueRow("Identity pool", identityPoolId)]),
      ...clients.flatMap(({ name, id, secret }) => [
        valueRow(`Client ${name}`, id),
        ...(secret === null ? [] : [valueRow(`Secret of ${name}`, secret)]),
      ]),
    ]),
  );
}

const AMPLIFY = `import { Amplify } from "aws-amplify";
import { parseAmplifyConfig } from "aws-amplify/utils";
import outputs from "./amplify_outputs.json";

const config = parseAmplifyConfig(outputs);
Object.assign(config.Auth.Cognito, outputs.custom.endpoints);
Amplify.configure(config);`;

function setUp(stack: StackDescription): Html {
  const environment = panel(
    "AWS SDKs and CLI",
    html`Lines for <code>.env</code>, from <a href="${stack.addresses.env}">/_local/env</a>`,
    code("env", environmentLines(stack)),
    copyCode("env", "the lines for .env"),
  );
  if (publicClientOf(stack) === undefined) return environment;
  return html`<div class="columns">${environment}${panel(
    "Amplify",
    html`With <a href="${stack.addresses.amplifyOutputs}" download>amplify_outputs.json</a>`,
    code("amplify", AMPLIFY),
    copyCode("amplify", "the code for Amplify"),
  )}</div>`;
}

export async function renderStartPage(stack: StackDescription): Promise<StartPage> {
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${stack.name}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<main class="start">
<header class="top"><h1>${stack.name}</h1><p class="meta">Running on this machine</p></header>
${addresses(stack)}
${people(stack)}
${ids(stack)}
${setUp(stack)}
<p id="said" class="visually-hidden" role="status"></p>
</main>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
  return { html: String(page), contentSecurityPolicy: POLICY };
}
