import { expect, test } from "@jest/globals";
import {
  type CorsSettings,
  corsSettings,
  originHeaders,
  preflightHeaders,
} from "../../../../local/gateway/cors.ts";

test("without settings there are none", () => {
  expect(corsSettings(undefined, ["GET"])).toBeNull();
  expect(corsSettings(null, ["GET"])).toBeNull();
  expect(corsSettings(false, ["GET"])).toBeNull();
});

test("`true` is what the framework deploys: any origin, its headers, the routes' methods", () => {
  const settings = corsSettings(true, ["GET", "POST", "GET"]);
  expect(settings).toMatchObject({ allowedOrigins: ["*"], allowedMethods: ["OPTIONS", "GET", "POST"] });
  expect(settings?.allowedHeaders).toEqual([
    "Content-Type",
    "X-Amz-Date",
    "Authorization",
    "X-Api-Key",
    "X-Amz-Security-Token",
    "X-Amz-User-Agent",
    "X-Amzn-Trace-Id",
  ]);
  if (settings === null) throw new Error("no settings");
  expect(preflightHeaders(settings, "http://anywhere")["access-control-allow-origin"]).toBe("*");
});

test("given settings stay", () => {
  expect(corsSettings({ allowedOrigins: "http://a", allowedHeaders: ["x"], maxAge: 5 }, ["GET"])).toEqual({
    allowedOrigins: ["http://a"],
    allowedHeaders: ["x"],
    allowedMethods: ["OPTIONS", "GET"],
    maxAge: 5,
  });
});

test("given methods stay, lists stay lists", () => {
  const given = { allowedOrigins: ["http://a", "http://b"], allowedHeaders: ["x"], allowedMethods: ["PUT"] };
  expect(corsSettings(given, ["GET"])).toEqual(given);
  expect(corsSettings({ ...given, allowedMethods: "PUT" }, ["GET"])?.allowedMethods).toEqual(["PUT"]);
});

test("credentials, exposed headers and the age of a preflight are sent if they are set", () => {
  const cors: CorsSettings = {
    allowedOrigins: ["http://a", "http://b"],
    allowCredentials: true,
    exposedResponseHeaders: ["etag", "date"],
    maxAge: 0,
  };
  const allowed = {
    "access-control-allow-origin": "http://b",
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "etag,date",
  };
  expect(originHeaders(cors, "http://b")).toEqual(allowed);
  expect(preflightHeaders(cors, "http://b")).toEqual({ ...allowed, "access-control-max-age": "0" });
  expect(preflightHeaders(cors, "http://c")).toEqual({});
});

test("unset headers are not sent", () => {
  const bare = { allowedOrigins: ["*"], allowCredentials: false, exposedResponseHeaders: [] };
  const allowed = { "access-control-allow-origin": "*" };
  expect(originHeaders(bare, "http://a")).toEqual(allowed);
  expect(preflightHeaders(bare, "http://a")).toEqual(allowed);
  expect(originHeaders({ allowedOrigins: [] }, "http://a")).toEqual({});
});
