import { expect, test } from "@jest/globals";
import { prepareEnvironments } from "../../../../local/offline/function-environments.ts";
import type { ServerlessService } from "../../../../local/offline/serverless.ts";

const service = (): ServerlessService => ({
  service: "auth",
  provider: { region: "us-east-1", environment: { STAGE: "local" } },
  functions: {
    auth: { name: "a", environment: { USER_POOL_ID: { Ref: "Pool" }, LIMIT: 5 } },
    system: { name: "s" },
  },
});

const stack = {
  warnings: [],
  evaluate: (value: unknown) => ({
    ...(value as object),
    ...("USER_POOL_ID" in (value as object) ? { USER_POOL_ID: "us-east-1_1" } : {}),
  }),
};

test("references are resolved, values are strings, and clients find the local cloud", () => {
  const prepared = service();
  prepareEnvironments(prepared, stack, 4566, {});
  expect(prepared.functions.auth?.environment).toEqual({
    USER_POOL_ID: "us-east-1_1",
    LIMIT: "5",
    AWS_ACCESS_KEY_ID: "local-auth",
  });
  expect(prepared.functions.system?.environment).toEqual({ AWS_ACCESS_KEY_ID: "local-system" });
  expect(prepared.provider.environment).toMatchObject({
    STAGE: "local",
    AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
    AWS_ACCESS_KEY_ID: "local",
    AWS_EC2_METADATA_DISABLED: "true",
  });
});

test("none of the developer's own AWS settings is passed on", () => {
  const environment = {
    AWS_PROFILE: "production",
    AWS_SESSION_TOKEN: "t",
    AWS_ENDPOINT_URL_S3: "x",
    PATH: "/bin",
  };
  prepareEnvironments(service(), stack, 4566, environment);
  expect(environment).toEqual({ PATH: "/bin" });
});
