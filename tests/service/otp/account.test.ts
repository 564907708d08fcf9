import {
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, expect, test } from "@jest/globals";
import { type OtpApp, startOtpApp } from "../../support/worlds/otp-app.ts";
import { turnOnAuthenticator } from "../../support/worlds/otp-factors.ts";

let app: OtpApp;
let load: (userName: string, userPoolId?: string) => Promise<unknown>;

beforeAll(async () => {
  app = await startOtpApp();
  // Imported only now, because the module reads the environment when it loads.
  const { loadAccount } = await import("../../../libs/otp/account.ts");
  load = (userName, userPoolId = app.poolId) => loadAccount({ userPoolId, userName });
});

test("an account can sign in, and has its attributes and no factor", async () => {
  const email = await app.newPerson({ locale: "de" });
  expect(await load(email)).toEqual({
    isOpen: true,
    factors: [],
    attributes: { sub: expect.any(String), email, email_verified: "true", locale: "de" },
  });
});

test("the factors that the user has turned on are returned", async () => {
  const email = await app.newPerson();
  await turnOnAuthenticator(app, email);
  expect(await load(email)).toMatchObject({ isOpen: true, factors: ["SOFTWARE_TOKEN_MFA"] });
});

test("it cannot sign in while it is disabled, or while its password must be changed", async () => {
  const [disabled, reset] = [await app.newPerson(), await app.newPerson()];
  await app.admin.send(new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: disabled }));
  await app.admin.send(new AdminResetUserPasswordCommand({ UserPoolId: app.poolId, Username: reset }));
  expect(await load(disabled)).toMatchObject({ isOpen: false });
  expect(await load(reset)).toMatchObject({ isOpen: false });
});

test("an unknown user has no account; a failed look-up is an error", async () => {
  expect(await load("ghost@example.com")).toBeUndefined();
  await expect(load("ghost@example.com", "us-east-1_Unknown00")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  const endpoint = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:9";
  await expect(load("ghost@example.com")).rejects.toThrow();
  process.env.AWS_ENDPOINT_URL = endpoint;
});
