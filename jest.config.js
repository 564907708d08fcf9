import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

// Tests start some hundred processes: each reads what Node compiled for an earlier one, or for `npm start` (local/start.ts).
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL("node_modules/.cache/local/compiled", import.meta.url),
);

/** ECMAScript modules all the way: sources run as Node runs them, types stripped by swc. */
const project = (name) => ({
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript" },
          target: "es2024",
          experimental: { keepImportAttributes: true },
        },
        module: { type: "es6" },
      },
    ],
  },
  setupFilesAfterEnv: ["<rootDir>/tests/support/house-rules.ts"],
  modulePathIgnorePatterns: ["<rootDir>/.serverless", "<rootDir>/.esbuild", "<rootDir>/.local"],
});

const local = { ...project("local"), globalSetup: "<rootDir>/tests/support/test-key-pairs.ts" };
local.setupFilesAfterEnv.push("<rootDir>/tests/support/record-operations.ts");

export default {
  // Far more than any test takes: it is there to end what hangs, on a machine half as fast, too.
  testTimeout: 30_000,
  // One more than there are cores: end-to-end tests wait for answers that take equally long whether there is an account or not.
  maxWorkers: availableParallelism() + 1,
  testSequencer: "<rootDir>/tests/support/longest-first-sequencer.js",
  projects: [
    project("unit"),
    local,
    {
      ...project("infra"),
      globalSetup: "<rootDir>/tests/support/template/packaged-templates.ts",
      globalTeardown: "<rootDir>/tests/support/template/remove-templates.ts",
    },
    {
      ...project("e2e"),
      // Sends thousands of requests: `npm run fuzz:api` says how many.
      testPathIgnorePatterns: process.env.API_FUZZ_REQUESTS === undefined ? ["/api-fuzz\\.test\\.ts$"] : [],
      globalSetup: "<rootDir>/tests/support/start-shared-stack.ts",
      globalTeardown: "<rootDir>/tests/support/stop-shared-stack.ts",
    },
  ],
  reporters: [
    "default",
    "<rootDir>/tests/support/operation-coverage-reporter.js",
    "<rootDir>/tests/support/answer-coverage-reporter.js",
    "<rootDir>/tests/support/closing-line-reporter.js",
  ],
};
