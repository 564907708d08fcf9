import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "../../..");

/** Starts the local cloud in its own process, and lists the loaded modules after each step. */
const SCRIPT = `
  import { registerHooks } from "node:module";
  const PACKAGES = ["oidc-provider", "xml-crypto", "@xmldom/xmldom"];
  const loaded = new Set();
  registerHooks({
    load(url, context, next) {
      for (const name of PACKAGES) if (url.includes("/node_modules/" + name + "/")) loaded.add(name);
      return next(url, context);
    },
  });
  const { startCloud } = await import("./local/cloud.ts");
  const { createSystemClock } = await import("./local/clock.ts");
  const cloud = await startCloud({
    port: 0, stateDirectory: ":memory:", clock: createSystemClock(), region: "us-east-1",
    lambdas: { invoke: async () => ({ kind: "unreachable", reason: "none" }) },
  });
  const steps = { start: [...loaded] };
  const get = (path) => fetch(cloud.endpoint + "/_local/" + path).then((response) => response.text());
  await get("health");
  steps.otherRequest = [...loaded];
  await get("providers/google/.well-known/openid-configuration");
  steps.google = [...loaded];
  await get("providers/saml/metadata");
  steps.saml = [...loaded].sort();
  process.stdout.write(JSON.stringify(steps));
  await cloud.close();
`;

test("each provider is loaded with the first request to it", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", SCRIPT],
    { cwd: root, env: { ...process.env, NODE_OPTIONS: "" } },
  );
  expect(JSON.parse(stdout)).toEqual({
    start: [],
    otherRequest: [],
    google: ["oidc-provider"],
    saml: ["@xmldom/xmldom", "oidc-provider", "xml-crypto"],
  });
});
