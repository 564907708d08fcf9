import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { corsHeadersOf, sendRaw } from "../../support/clients/raw-request.ts";
import { createStandInBrowser, type StandInBrowser } from "../../support/clients/stand-in-browser.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());

const PATHS = { google: "/o/oauth2/v2/auth", oidc: "/authorize", facebook: "/v23.0/dialog/oauth" };
type Kind = keyof typeof PATHS;

function authorizeUrl(kind: Kind, parameters: Record<string, string> = {}, { endpoint } = cloud): string {
  const query = new URLSearchParams({
    client_id: "the-client",
    redirect_uri: `${endpoint}/oauth2/idpresponse`,
    response_type: "code",
    scope: kind === "facebook" ? "email" : "openid email",
    state: "the-state",
    ...parameters,
  });
  return `${endpoint}/_local/providers/${kind}${PATHS[kind]}?${query}`;
}

async function openChooser(kind: Kind, parameters: Record<string, string> = {}) {
  const browser = createStandInBrowser();
  const visit = await browser.open(authorizeUrl(kind, parameters));
  return { browser, ...visit };
}

const KINDS = Object.keys(PATHS) as Kind[];

describe.each(KINDS)("the accounts of %s", (kind) => {
  test("are a page without scripts that says it is a stand-in, and loads nothing", async () => {
    const { response, text } = await openChooser(kind);
    expect(response.status).toBe(200);
    expect(text).toContain("Stand-in for");
    expect(text).toContain("<code>the-client</code>");
    for (const name of ["Ada Lovelace", "Alan Turing", "Grace Hopper", "Edsger Dijkstra", "Refuse"]) {
      expect(text).toContain(name);
    }
    expect(text).not.toMatch(/<script|(?:src|href)="(?!data:,")/);
    const policy = response.headers.get("content-security-policy");
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-frame-options")).toBe("DENY");
  });

  test("escape the client's parameters", async () => {
    const { text } = await openChooser(kind, {
      client_id: "<script>alert(1)</script>",
      login_hint: `"><img/src=x>@example.com`,
    });
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(text).not.toMatch(/<script|<img/);
  });

  test("are bound to the browser that started", async () => {
    const { url } = await openChooser(kind);
    const answer = await sendRaw(url.href, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "choice=ada",
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("This sign-in has ended");
  });

  test("allow one choice", async () => {
    const { browser } = await openChooser(kind);
    expect((await browser.submit({ choice: "ada" })).url.searchParams.has("code")).toBe(true);
    const second = await browser.submit({ choice: "ada" });
    expect(second.url.searchParams.has("code")).toBe(false);
  });

  test("are returned to scripts as JSON, and chosen with JSON", async () => {
    const { browser, url } = await openChooser(kind);
    const { text } = await browser.open(url, { headers: { accept: "application/json" } });
    expect(JSON.parse(text)).toMatchObject({
      clientId: "the-client",
      choices: expect.arrayContaining(["ada", "alan", "grace", "edsger", "new", "refuse"]),
    });
    const chosen = await browser.open(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ choice: "ada" }),
    });
    expect(chosen.url.searchParams.has("code")).toBe(true);
  });

  test("show the login hint's user first, and fill in an unknown address", async () => {
    const { text } = await openChooser(kind, { login_hint: "edsger@example.com" });
    expect(text.indexOf("Edsger")).toBeLessThan(text.indexOf("Ada"));
    expect(text).toContain("Suggested");
    const unknown = await openChooser(kind, { login_hint: "katherine@example.com" });
    expect(unknown.text).toMatch(/<details open>[\s\S]*value="katherine@example.com"/);
  });

  test.each([
    ["an unknown choice", { choice: "mallory" }, "There is no such account."],
    ["no choice", {}, "There is no such account."],
    ["a new person without a name", { choice: "new", name: " " }, "Enter a name"],
    ["a new person with a very long name", { choice: "new", name: "x".repeat(101) }, "Enter a name"],
    [
      "a new person with an invalid address",
      { choice: "new", name: "K", email: "nonsense" },
      "Enter an address",
    ],
    [
      "an address with a control character",
      { choice: "new", name: "K", email: "a\u0000@b.example" },
      "Enter an address",
    ],
  ])("are shown again after %s", async (_what, fields, message) => {
    const { browser } = await openChooser(kind);
    const { response, text } = await browser.submit(fields);
    expect(response.status).toBe(400);
    expect(text).toContain(message);
    expect((await browser.submit({ choice: "ada" })).url.searchParams.has("code")).toBe(true);
  });
});

describe("a person who was entered", () => {
  const typeIn = async (browser: StandInBrowser, fields: Record<string, string>) =>
    browser.submit({ choice: "new", ...fields });

  test("is listed at every provider from then on, once per address", async () => {
    const { browser } = await openChooser("oidc");
    await typeIn(browser, {
      name: "Katherine  Johnson",
      email: "Katherine@Example.com",
      email_verified: "on",
    });
    const again = await openChooser("google");
    expect(again.text).toContain("Katherine Johnson");
    await typeIn(again.browser, { name: "K. Johnson", email: "katherine@example.com" });
    const { text } = await openChooser("facebook");
    expect(text).toContain("K. Johnson");
    expect(text).not.toContain("Katherine Johnson");
  });

  test("survives a restart, like the keys", async () => {
    const stateDirectory = mkdtempSync(join(tmpdir(), "stand-in-"));
    const keysOf = async ({ endpoint }: TestCloud) =>
      (await fetch(`${endpoint}/_local/providers/google/oauth2/v3/certs`)).json();
    try {
      const first = await startTestCloud({ stateDirectory });
      const browser = createStandInBrowser();
      await browser.open(authorizeUrl("google", {}, first));
      await typeIn(browser, { name: "Dorothy Vaughan" });
      const keys = await keysOf(first);
      await first.close();
      const second = await startTestCloud({ stateDirectory });
      expect(await keysOf(second)).toEqual(keys);
      const { text } = await createStandInBrowser().open(authorizeUrl("google", {}, second));
      expect(text).toContain("Dorothy Vaughan");
      await second.close();
    } finally {
      rmSync(stateDirectory, { recursive: true });
    }
  });
});

describe("pages of other origins", () => {
  const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const navigation = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

  test("may link to a provider", async () => {
    const headers = { "sec-fetch-site": "cross-site", ...navigation };
    expect((await sendRaw(authorizeUrl("google"), { headers })).status).toBe(303);
  });

  test("may show a picture", async () => {
    const url = `${cloud.endpoint}/_local/providers/pictures/ada.svg`;
    const headers = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "no-cors",
      "sec-fetch-dest": "image",
    };
    const answer = await sendRaw(url, { headers });
    expect(answer.status).toBe(200);
    expect(corsHeadersOf(answer)).toEqual([]);
  });

  test("may post only a request of SAML's POST binding", async () => {
    const post = (path: string, more: Record<string, string> = navigation) =>
      sendRaw(`${cloud.endpoint}/_local/providers${path}`, {
        method: "POST",
        headers: { ...foreign, ...more },
      });
    expect((await post("/saml/sso")).body).toContain("not Base64");
    expect((await post("/saml/slo")).body).toContain("not Base64");
    const script = { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "empty" };
    const refused = [
      post("/saml/sso", script),
      post("/google/token"),
      post("/saml/choose/x"),
      post("/google/interaction/x"),
    ];
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  test("can't read anything", async () => {
    for (const path of [
      "/google/.well-known/openid-configuration",
      "/saml/metadata",
      "/google/oauth2/v3/certs",
    ]) {
      const url = `${cloud.endpoint}/_local/providers${path}`;
      const answer = await sendRaw(url, {
        headers: { ...foreign, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" },
      });
      expect(answer.status).toBe(403);
      expect(corsHeadersOf(answer)).toEqual([]);
    }
  });

  test("can't choose an account with the cookies of a browser", async () => {
    const begun = await sendRaw(authorizeUrl("facebook"));
    const cookie = String(begun.headers["set-cookie"]).split(";")[0] ?? "";
    const answer = await sendRaw(String(begun.headers.location), {
      method: "POST",
      headers: { ...foreign, ...navigation, cookie, "content-type": "application/x-www-form-urlencoded" },
      body: "choice=ada",
    });
    expect(answer.status).toBe(403);
    expect(String(begun.headers["set-cookie"])).toMatch(/; HttpOnly; SameSite=Lax/);
  });
});

describe("addresses", () => {
  test("another name of this machine redirects to the one of the issuers", async () => {
    const url = authorizeUrl("google");
    const answer = await sendRaw(url.replace("//localhost", "//127.0.0.1"));
    expect(answer.status).toBe(307);
    expect(answer.headers.location).toBe(url);
  });

  test("forwarded headers change nothing", async () => {
    const url = `${cloud.endpoint}/_local/providers/google/.well-known/openid-configuration`;
    const headers = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };
    const document = JSON.parse((await sendRaw(url, { headers })).body) as Record<string, unknown>;
    const urls = Object.values(document).filter((value) => String(value).startsWith("http"));
    expect(urls.length).toBeGreaterThan(4);
    for (const one of urls) expect(one).toMatch(new RegExp(`^${cloud.endpoint}/_local/providers/google`));
  });

  test.each([
    "",
    "/",
    "/nothing",
    "/nothing/x",
    "/constructor/x",
    "/google",
    "/pictures/unknown.svg",
    "/saml/nothing",
  ])("%j is not found", async (path) => {
    expect((await sendRaw(`${cloud.endpoint}/_local/providers${path}`)).status).toBe(404);
  });

  test("another host is refused", async () => {
    const answer = await sendRaw(authorizeUrl("google"), { headers: { host: "evil.example" } });
    expect(answer.status).toBe(403);
  });
});
