import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "../../../..");

/** Loads the plugin like `npm start`, in its own process, to see which modules are loaded. */
const SCRIPT = `
  import { createRequire } from "node:module";
  import { loadEffectLazily } from "./local/offline/lazy-effect.ts";
  loadEffectLazily();
  const require = createRequire(createRequire(import.meta.url).resolve("serverless-esbuild"));
  const plugin = require("serverless-esbuild");
  const { pipe, Predicate } = require("effect");
  const loaded = Object.keys(require.cache).filter((path) => path.includes("/node_modules/effect/"));
  process.stdout.write(JSON.stringify({
    plugin: plugin.name,
    areTheirs: pipe === require("effect/Function").pipe && Predicate === require("effect/Predicate"),
    // One of the many that the plugin does not use.
    hasTransactions: loaded.some((path) => path.endsWith("/cjs/STM.js")),
  }));
`;

test("serverless-esbuild gets the parts of effect that it uses, and the rest is not loaded", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", SCRIPT],
    { cwd: root, env: { ...process.env, NODE_OPTIONS: "" } },
  );
  expect(JSON.parse(stdout)).toEqual({
    plugin: "EsbuildServerlessPlugin",
    areTheirs: true,
    hasTransactions: false,
  });
});
