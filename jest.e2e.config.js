import { project, run } from "./jest.config.js";
import { recordCalls } from "./tests/support/reporters/role-rights-reporter.js";

recordCalls();

/** The whole of it: stacks as `npm start` starts them, browsers, published clients. */
export default run({
  projects: [
    {
      ...project("e2e"),
      // Sends thousands of requests: `npm run fuzz:api` says how many.
      testPathIgnorePatterns: process.env.API_FUZZ_REQUESTS === undefined ? ["/api-fuzz\\.test\\.ts$"] : [],
      globalSetup: "<rootDir>/tests/support/stacks/start-shared-stack.ts",
      globalTeardown: "<rootDir>/tests/support/stacks/stop-shared-stack.ts",
    },
  ],
  judges: ["answer-coverage-reporter", "role-rights-reporter"],
  // Starting a stack alone may take two minutes (GIVE_UP_MS of tests/support/stacks/local-stack.ts).
  hangsAfter: 180_000,
});
