import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { HttpHandler } from "../../../../libs/http/http-module.ts";
import { LANGUAGES } from "../../../../libs/messages/language.ts";
import { httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";

Object.assign(process.env, {
  APP_NAME: `<Engines> & "Co"`,
  BRAND_COLOR: "#ffcc00",
  DEFAULT_LANGUAGE: "fr",
  PASSWORD_POLICY: '{"minimumLength": 14}',
});

let handler: HttpHandler;

beforeAll(async () => {
  ({ handler } = await import("../../../../functions/links/handler.ts"));
});

async function open(page: string, query?: Record<string, string>) {
  const event = httpEvent({ path: `/v1/links/${page}`, ...(query === undefined ? {} : { query }) });
  const { statusCode, headers = {}, body = "" } = await handler(event, lambdaContext());
  return { status: statusCode, policy: String(headers["content-security-policy"]), html: body };
}

const hashOf = (text = "") => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe.each(["confirm", "reset"])("the page %s", (page) => {
  test.each(LANGUAGES)("in %s allows its one script and its one style, by their hashes", async (lang) => {
    const { status, policy, html } = await open(page, { lang });
    expect(status).toBe(200);
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)];
    const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)];
    expect([scripts.length, styles.length]).toEqual([1, 1]);
    expect(policy).toContain(`script-src ${hashOf(scripts[0]?.[1])};`);
    expect(policy).toContain(`style-src ${hashOf(styles[0]?.[1])};`);
    expect(policy).not.toContain("unsafe");
    expect(html).toContain(`<html lang="${lang}">`);
  });

  test("is in the default language if the link has none", async () => {
    expect((await open(page)).html).toContain('<html lang="fr">');
  });

  test("has the application's name as text and its colour under readable letters", async () => {
    const { html } = await open(page);
    expect(html).toContain("<header>&lt;Engines&gt; &amp; &quot;Co&quot;</header>");
    expect(html).toContain("--brand: #ffcc00;\n  --on-brand: #000000;");
  });

  test("has a label for every field, and every element that the script looks for by name", async () => {
    const { html } = await open(page);
    const fields = [...html.matchAll(/<input id="(\w+)" type="(?!checkbox)/g)].map(([, id]) => id);
    expect(fields.length).toBeGreaterThan(1);
    for (const field of fields) expect(html).toContain(`<label for="${field}">`);
    const wanted = new Set([...html.matchAll(/\bat\("(\w+)"\)/g)].map(([, id]) => id));
    expect([...wanted].filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
  });
});

test.each([
  ["confirm", "password"],
  ["reset", "newPassword"],
] as const)(
  "the page %s asks for a password with the pool's minimum length, and sends it as %s",
  async (page, member) => {
    const { html } = await open(page, { lang: "en" });
    expect(html).toContain('minlength="14"');
    expect(html).toContain("At least 14 characters.");
    expect(html).toContain(`data-password="${member}"`);
  },
);
