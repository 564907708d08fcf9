import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());

beforeEach(() => {
  cloud.inbox.clear();
});

const mail = (to: string, text: string) =>
  cloud.inbox.send({
    channel: "email",
    to,
    subject: "Your code",
    text,
    html: `<p>${text}</p>`,
    code: "123456",
    source: "test",
  });

async function messages(query = ""): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${cloud.endpoint}/_local/inbox${query}`);
  expect(response.headers.get("content-type")).toBe("application/json");
  return ((await response.json()) as { messages: Record<string, unknown>[] }).messages;
}

describe("as JSON", () => {
  test("a message has all properties, and null for missing values", async () => {
    mail("ada@example.com", "Your code is 123456");
    cloud.inbox.send({ channel: "sms", to: "+4912345", text: "654321", source: "sns" });
    const [sms, email] = await messages();
    expect(email).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      channel: "email",
      from: null,
      to: "ada@example.com",
      subject: "Your code",
      text: "Your code is 123456",
      html: "<p>Your code is 123456</p>",
      code: "123456",
      link: null,
      source: "test",
      sentAt: "2026-01-15T12:00:00.000Z",
    });
    expect(sms).toMatchObject({ channel: "sms", subject: null, html: null, code: null });
  });

  test("newest first, also within a millisecond", async () => {
    for (const text of ["first", "second", "third"]) mail("ada@example.com", text);
    expect((await messages()).map(({ text }) => text)).toEqual(["third", "second", "first"]);
  });

  test("to one address, in any case of letters", async () => {
    mail("ada@example.com", "to ada");
    mail("bob@example.com", "to bob");
    expect((await messages("?to=ADA@example.com")).map(({ text }) => text)).toEqual(["to ada"]);
    expect(await messages("?to=nobody@example.com")).toEqual([]);
    expect(await messages("?to=a%25")).toEqual([]);
  });

  test("DELETE empties it", async () => {
    mail("ada@example.com", "gone");
    const response = await fetch(`${cloud.endpoint}/_local/inbox`, { method: "DELETE" });
    expect(response.status).toBe(204);
    expect(await messages()).toEqual([]);
  });
});

describe("as a page", () => {
  const page = () => fetch(`${cloud.endpoint}/_local/inbox`, { headers: { accept: "text/html,*/*" } });

  test("is for browsers, loads nothing from elsewhere and runs only its own script", async () => {
    const response = await page();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const html = await response.text();
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(html).toContain(`<script nonce="${nonce}">`);
  });

  test("has no messages in its source, so a message can't inject markup", async () => {
    mail("ada@example.com", "<script>alert(1)</script>");
    expect(await (await page()).text()).not.toContain("alert(1)");
  });

  test("shows a message's markup only in a frame without scripts and without an origin", async () => {
    const html = await (await page()).text();
    expect(html).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML/);
    const sandboxes = [...html.matchAll(/"sandbox", "([^"]*)"/g)].map(([, allowed]) => allowed?.split(" "));
    expect(sandboxes).toHaveLength(1);
    expect(sandboxes[0]).not.toContain("allow-scripts");
    expect(sandboxes[0]).not.toContain("allow-same-origin");
  });

  test("a page is never the same twice: its nonce can't be guessed", async () => {
    const policies = await Promise.all([page(), page()]);
    const [first, second] = policies.map(({ headers }) => headers.get("content-security-policy"));
    expect(first).not.toBe(second);
  });
});

describe("pages of other origins", () => {
  test("can neither read nor empty it", async () => {
    mail("ada@example.com", "secret");
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "http://localhost:5173" },
      { "sec-fetch-site": "cross-site" },
    ]) {
      for (const method of ["GET", "DELETE"]) {
        const response = await fetch(`${cloud.endpoint}/_local/inbox`, { method, headers });
        expect(response.status).toBe(403);
        expect(response.headers.get("access-control-allow-origin")).toBeNull();
      }
    }
    expect(await messages()).toHaveLength(1);
  });

  test("may link to it", async () => {
    // fetch itself sends headers that say it is not a navigation.
    const request = get(`${cloud.endpoint}/_local/inbox`, {
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
    });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(200);
  });
});
