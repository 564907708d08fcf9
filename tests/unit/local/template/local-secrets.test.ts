import { expect, test } from "@jest/globals";
import { secretVariable, takeLocalSecrets } from "../../../../local/template/local-secrets.ts";

test.each([
  ["auth-local/google:SecretString:client_secret", "LOCAL_SECRET_GOOGLE_CLIENT_SECRET"],
  ["auth-local/apple:SecretString:private_key:AWSCURRENT", "LOCAL_SECRET_APPLE_PRIVATE_KEY"],
  ["a/b/our-provider:SecretString:api.key", "LOCAL_SECRET_OUR_PROVIDER_API_KEY"],
  ["migration", "LOCAL_SECRET_MIGRATION"],
  ["migration:SecretString", "LOCAL_SECRET_MIGRATION"],
  [
    "arn:aws:secretsmanager:us-east-1:111122223333:secret:auth/oidc-AbCdEf:SecretString:client_secret",
    "LOCAL_SECRET_OIDC_ABCDEF_CLIENT_SECRET",
  ],
])("%s is given by %s", (secret, variable) => {
  expect(secretVariable(`{{resolve:secretsmanager:${secret}}}`)).toBe(variable);
});

test.each(["{{resolve:ssm:name}}", "parameter-of-ssm", "{{resolve:secretsmanager:}}"])(
  "no variable gives %s",
  (reference) => {
    expect(secretVariable(reference)).toBeUndefined();
  },
);

test("secrets leave the environment, so that no child process inherits them", () => {
  const environment = {
    PATH: "/bin",
    LOCAL_SECRET_GOOGLE_CLIENT_SECRET: "secret",
    LOCAL_SECRET_OIDC_CLIENT_SECRET: "",
    MY_LOCAL_SECRET_X: "mine",
  };
  expect(takeLocalSecrets(environment)).toEqual({ LOCAL_SECRET_GOOGLE_CLIENT_SECRET: "secret" });
  expect(environment).toEqual({ PATH: "/bin", MY_LOCAL_SECRET_X: "mine" });
});
