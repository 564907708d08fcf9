import { expect, test } from "@jest/globals";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const ORIGIN = "http://localhost:5173";
const { apiUrl } = sharedStack();

const preflight = (headers: string) =>
  fetch(`${apiUrl}/v1/me`, {
    method: "OPTIONS",
    headers: {
      origin: ORIGIN,
      "access-control-request-method": "GET",
      "access-control-request-headers": headers,
    },
  });

test.each(["authorization", "content-type", "traceparent", "tracestate", "baggage", "sentry-trace"])(
  "a page may send %s",
  async (name) => {
    const allowed = (await preflight(name)).headers.get("access-control-allow-headers") ?? "";
    expect(allowed.split(",")).toContain(name);
  },
);

test("a page may not send other headers", async () => {
  const allowed = (await preflight("x-origin-secret")).headers.get("access-control-allow-headers") ?? "";
  expect(allowed.split(",")).not.toContain("x-origin-secret");
  expect(allowed).not.toContain("*");
});

test.each(["/v1/health", "/v1/me", "/v1/nowhere"])("%s exposes each header once", async (path) => {
  const answer = await fetch(apiUrl + path, { headers: { origin: ORIGIN } });
  expect(answer.headers.get("access-control-expose-headers")).toBe(
    "www-authenticate,retry-after,link,content-disposition",
  );
  expect(answer.headers.get("access-control-allow-origin")).toBe(ORIGIN);
});
