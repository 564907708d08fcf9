import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

// Tests start some hundred processes: each reads what Node compiled for an earlier one, or for `npm start` (local/start.ts).
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL("node_modules/.cache/local/compiled", import.meta.url),
);

/** ECMAScript modules all the way: sources run as Node runs them, types stripped by swc. */
export const project = (name) => ({
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
  setupFilesAfterEnv: ["<rootDir>/tests/support/checks/house-rules.ts"],
  modulePathIgnorePatterns: ["<rootDir>/.serverless", "<rootDir>/.esbuild", "<rootDir>/.local"],
});

/** Tests that run the local cloud in their own process: they share key pairs, and tell which of Cognito's operations they saw. */
function withCloud(name) {
  const config = project(name);
  return {
    ...config,
    globalSetup: "<rootDir>/tests/support/test-key-pairs.ts",
    setupFilesAfterEnv: [
      ...config.setupFilesAfterEnv,
      "<rootDir>/tests/support/reporters/record-operations.ts",
    ],
  };
}

const reporter = (name) => `<rootDir>/tests/support/reporters/${name}.js`;

/**
 * A run of some projects.
 *
 * @param judges the reporters that say whether a whole run has seen all there is
 * @param hangsAfter far more milliseconds than any test or hook takes, also on a machine half as fast whose cores others keep busy: it
 *   only ends what hangs
 */
export const run = ({ projects, judges, hangsAfter = 180_000 }) => ({
  testTimeout: hangsAfter,
  // One more than there are cores: end-to-end tests wait for answers that take equally long whether there is an account or not.
  maxWorkers: availableParallelism() + 1,
  // Contexts of ended test files stay in a worker's memory: past this size a worker takes long to collect garbage, and to exit.
  workerIdleMemoryLimit: "1GB",
  testSequencer: "<rootDir>/tests/support/reporters/longest-first-sequencer.js",
  projects,
  reporters: ["default", ...judges.map(reporter), reporter("closing-line-reporter")],
});

/** All but what needs a running stack: that is `jest.e2e.config.js`. */
export default run({
  projects: [
    project("unit"),
    withCloud("emulator"),
    withCloud("service"),
    {
      ...project("infra"),
      globalSetup: "<rootDir>/tests/support/checks/template/packaged-templates.ts",
    },
  ],
  judges: ["operation-coverage-reporter"],
});
