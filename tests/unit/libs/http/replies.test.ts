/** Answers that are not JSON, or have headers and cookies of their own. */
import { describe, expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { CsvFile, CsvResponse } from "../../../../libs/http/csv-file.ts";
import { HtmlPage, HtmlResponse } from "../../../../libs/http/html-page.ts";
import { httpModule } from "../../../../libs/http/http-module.ts";
import { Reply, route } from "../../../../libs/http/route.ts";
import { httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";

test("a page is HTML with its own content policy and the other headers of every answer", async () => {
  const page = route({
    operation: "showThing",
    summary: "A page",
    method: "GET",
    path: "/v1/things",
    response: HtmlResponse,
    run: () => new HtmlPage({ html: "<!doctype html><p>lamp</p>", policy: "default-src 'self'" }),
  });
  const answer = await httpModule([page], { guard: null })(httpEvent(), lambdaContext());
  expect(answer).toMatchObject({
    statusCode: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'self'",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    },
    body: "<!doctype html><p>lamp</p>",
  });
});

describe("an answer with more than a body", () => {
  const more = {
    headers: { "content-disposition": 'attachment; filename="things"' },
    cookies: ["thing=lamp; HttpOnly"],
  };
  const answering = (response: z.core.$ZodType, body: unknown, status: 200 | 204 = 200) =>
    httpModule(
      [
        route({
          operation: "listThings",
          summary: "All things",
          method: "GET",
          path: "/v1/things",
          response,
          status,
          run: () => new Reply(body, more),
        }),
      ],
      { guard: null },
    )(httpEvent(), lambdaContext());

  test("has its headers and cookies beside JSON", async () => {
    expect(await answering(z.strictObject({ name: z.string() }), { name: "lamp" })).toMatchObject({
      statusCode: 200,
      headers: { ...more.headers, "content-type": "application/json", "cache-control": "no-store" },
      cookies: more.cookies,
      body: '{"name":"lamp"}',
    });
  });

  test("may be a CSV file", async () => {
    const file = new CsvFile({ columns: ["name"], rows: [{ name: "lamp" }], hasHeader: true });
    expect(await answering(CsvResponse, file)).toMatchObject({
      statusCode: 200,
      headers: { ...more.headers, "content-type": "text/csv; charset=utf-8", "cache-control": "no-store" },
      cookies: more.cookies,
      body: "name\r\nlamp\r\n",
    });
  });

  test("may be a page, and keeps the page's own policy", async () => {
    const page = new HtmlPage({ html: "<p>lamp</p>", policy: "default-src 'self'" });
    expect(await answering(HtmlResponse, page)).toMatchObject({
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": "default-src 'self'",
      },
      cookies: more.cookies,
      body: "<p>lamp</p>",
    });
  });

  test("may have no body", async () => {
    const answer = await answering(z.undefined(), undefined, 204);
    expect(answer).toMatchObject({ statusCode: 204, cookies: more.cookies });
    expect(answer.body).toBeUndefined();
  });
});
