import { expect, test } from "@jest/globals";
import document from "../../docs/api/openapi.json" with { type: "json" };
import { ApiClient } from "../support/clients/api-client.ts";
import { testInBrowser } from "../support/clients/browser-tests.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { searchReference } from "../support/walks/reference-walk.ts";

const api = new ApiClient(sharedStack());

test("the reference can't be framed and runs no foreign script", async () => {
  const { status, headers, text } = await api.get("/v1/docs");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; script-src 'sha256-[^' ]+'; style-src 'sha256-[^' ]+'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'$/,
  );
  expect(text).toContain(`${document.info.title}: API reference`);
});

testInBrowser(
  "in Chromium it shows every operation, makes no external request, and its search works",
  async () => {
    const url = `${api.apiUrl}/v1/docs`;
    const sight = await searchReference({ url, words: "totp verify" });
    const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
    expect(sight).toMatchObject({
      found: ["/v1/me/mfa/totp/verify"],
      announced: `1 of ${operations.length}`,
      overflow: 0,
      requests: [`GET ${url}`],
      complaints: [],
    });
    expect(sight.before).toHaveLength(operations.length);
  },
);
