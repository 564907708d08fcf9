import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { dereferenced } from "../../../../functions/system/reference/dereferenced.ts";
import { curlExample, exampleOf, operationsOf } from "../../../../functions/system/reference/example-of.ts";
import { prose } from "../../../../functions/system/reference/markup.ts";
import type { Schema } from "../../../../functions/system/reference/openapi-document.ts";
import { renderReference } from "../../../../functions/system/reference/render-reference.ts";
import { ERROR_CODES } from "../../../../libs/http/error-codes.ts";

const written = JSON.parse(
  readFileSync(new URL("../../../../docs/api/openapi.json", import.meta.url), "utf8"),
);
const document = dereferenced(written);
const { html: page } = await renderReference(document);

describe("the reference", () => {
  test.each(operationsOf(document).map(([path, method, { operationId }]) => [operationId, method, path]))(
    "has %s in its text and in its navigation",
    (operationId, method, path) => {
      const [, article = ""] = page.split(`<article id="${operationId}"`);
      expect(article.split("</article>")[0]).toContain(`>${method}</span> <code class="path">${path}</code>`);
      expect(page).toContain(`href="#${operationId}"`);
    },
  );

  test("has a target for every internal link", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
    expect(links.length).toBeGreaterThan(100);
  });

  test("explains every error", () => {
    for (const code of Object.keys(ERROR_CODES)) expect(page).toContain(`id="error-${code}"`);
  });

  test("makes no requests: no image, frame, script or style but its own", () => {
    expect(
      [...page.matchAll(/<(img|iframe|object|embed|link|script|style)\b[^>]*>/g)].map(([tag]) => tag),
    ).toEqual(['<link rel="icon" href="data:,">', "<style>", "<script>"]);
    expect(page).not.toMatch(/@import|url\(|\son\w+=|\sstyle=/);
  });
});

describe("text in the document", () => {
  const hostile = `<script>alert("1")</script>'`;

  test("is text on the page, at every position", async () => {
    const schema: Schema = {
      type: "object",
      description: hostile,
      properties: { [hostile]: { type: hostile, pattern: hostile, enum: [hostile], description: hostile } },
    };
    const operation = {
      operationId: "hostile",
      tags: ["tag"],
      summary: hostile,
      security: [{ accessToken: [hostile] }],
      parameters: [{ name: hostile, in: hostile, required: true, schema }],
      requestBody: { required: true, content: { "application/json": { schema } } },
      responses: { "200": { description: hostile, content: { [`${hostile}json`]: { schema } } } },
      "x-problem-codes": [],
    };
    const { html: text } = await renderReference({
      ...document,
      info: { title: hostile, version: hostile, description: hostile },
      tags: [{ name: "tag", description: hostile }],
      paths: { [hostile]: { get: operation } },
    });
    expect(text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;");
    expect(text).not.toContain(`<script>alert`);
  });

  test("is code between backticks", () => {
    expect(String(prose("a `b<` <c>"))).toBe("a <code>b&lt;</code> &lt;c&gt;");
  });
});

describe("an example", () => {
  test("has the required members", () => {
    const schema: Schema = {
      type: "object",
      properties: {
        email: { type: "string" },
        kind: { const: "a" },
        list: { type: "array", items: { type: "integer", minimum: 3 } },
        other: { type: "string" },
      },
      required: ["email", "kind", "list"],
    };
    expect(exampleOf(schema)).toEqual({ email: "ada@example.com", kind: "a", list: [3] });
  });

  test("is a valid shell command", () => {
    const schema: Schema = { type: "object", properties: { word: { const: "it's" } }, required: ["word"] };
    const call = curlExample("/v1/things/{id}", "PUT", {
      operationId: "putThing",
      tags: [],
      summary: "",
      security: [{ accessToken: ["api/things"] }],
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }],
      requestBody: { required: true, content: { "application/json": { schema } } },
      responses: {},
      "x-problem-codes": [],
    });
    expect(call.split(" \\\n")).toEqual([
      'curl -X PUT "$API/v1/things/0c1f7a55-55f8-4c2f-9a51-3c5d9f0a1b2c"',
      '  -H "authorization: Bearer $TOKEN"',
      "  -H 'content-type: application/json'",
      `  -d '{\n  "word": "it'\\''s"\n}'`,
    ]);
  });
});
