import { expect, test } from "@jest/globals";
import { createFakeClock } from "../../../../local/clock.ts";
import { "module.exports" as authenticationProvider } from "../../../../local/gateway/authentication-provider.ts";
import { configureGateway } from "../../../../local/gateway/gateway-settings.ts";

/** Routes as serverless-offline passes them, some of which its types do not allow. */
const strategyOf = (authorizer: unknown) =>
  authenticationProvider({ authorizer } as Parameters<typeof authenticationProvider>[0], "f", "GET", "/x");

test("routes are only known once the plugin has configured the gateway", () => {
  expect(() => strategyOf(undefined)).toThrow(
    "the gateway is not configured: is ./local/plugin.ts the first of the plugins?",
  );
  configureGateway({
    clock: createFakeClock(),
    cors: null,
    hosts: [],
    followedHosts: [],
    cloudPort: 4566,
    authorizers: { cognito: { issuer: "https://issuer.example", audience: [], header: "authorization" } },
    keysOf: () => null,
    onListening: () => {},
    recorder: null,
    onRefusedOrigin: () => {},
  });
  for (const known of [undefined, null, "cognito", { name: "cognito" }]) {
    expect(strategyOf(known)).toMatchObject({ name: "gateway GET /x", scheme: "gateway GET /x" });
  }
});

test.each([
  ["other", "other"],
  [{ name: "other" }, "other"],
  [{}, ""],
])("a route with an authorizer that is not a JWT authorizer is never open: %j", (authorizer, name) => {
  expect(() => strategyOf(authorizer)).toThrow(`GET /x: the local gateway knows no JWT authorizer "${name}"`);
});
