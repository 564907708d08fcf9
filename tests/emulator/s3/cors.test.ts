import { describe, expect, test } from "@jest/globals";
import { startTestBucket } from "../../support/worlds/test-bucket.ts";

const ORIGIN = "http://localhost:5173";

const bucket = await startTestBucket([
  {
    AllowedMethods: ["GET", "POST"],
    AllowedOrigins: [ORIGIN],
    AllowedHeaders: ["*"],
    ExposedHeaders: ["ETag"],
    MaxAge: 60,
  },
]);

describe("from a browser's page", () => {
  const preflight = (headers: Record<string, string>) =>
    fetch(`${bucket.url}/c/1`, { method: "OPTIONS", headers });

  test("an allowed origin may call, and gets a max-age", async () => {
    const answer = await preflight({
      origin: ORIGIN,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type, x-custom",
    });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "content-type, x-custom",
      "access-control-max-age": "60",
      "access-control-expose-headers": "ETag",
    });
  });

  test.each([
    ["another origin", { origin: "https://evil.example", "access-control-request-method": "POST" }],
    ["another method", { origin: ORIGIN, "access-control-request-method": "DELETE" }],
  ])("%s is refused", async (_, headers) => {
    const answer = await preflight(headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect(await answer.text()).toContain("CORSResponse: This CORS request is not allowed.");
  });

  test("responses have the origin, even refusals, but not for another origin", async () => {
    const allowed = await fetch(`${bucket.url}/c/1`, { headers: { origin: ORIGIN } });
    expect(allowed.status).toBe(403);
    expect(allowed.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    const stranger = await fetch(`${bucket.url}/c/1`, { headers: { origin: "https://evil.example" } });
    expect(stranger.headers.get("access-control-allow-origin")).toBeNull();
  });
});
