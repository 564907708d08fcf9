import { expect, test } from "@jest/globals";
import { corsSettings, preflightHeaders } from "../../../../local/gateway/cors.ts";

test("without settings there are none", () => {
  expect(corsSettings(undefined, ["GET"])).toBeNull();
  expect(corsSettings(false, ["GET"])).toBeNull();
});

test("`true` is what the framework deploys: any origin, its headers, the routes' methods", () => {
  const settings = corsSettings(true, ["GET", "POST", "GET"]);
  expect(settings).toMatchObject({ allowedOrigins: ["*"], allowedMethods: ["OPTIONS", "GET", "POST"] });
  expect(settings?.allowedHeaders).toContain("Authorization");
  if (settings === null) throw new Error("no settings");
  expect(preflightHeaders(settings, "http://anywhere")["access-control-allow-origin"]).toBe("*");
});

test("what is given stays", () => {
  expect(corsSettings({ allowedOrigins: "http://a", allowedHeaders: ["x"], maxAge: 5 }, ["GET"])).toEqual({
    allowedOrigins: ["http://a"],
    allowedHeaders: ["x"],
    allowedMethods: ["OPTIONS", "GET"],
    maxAge: 5,
  });
});
