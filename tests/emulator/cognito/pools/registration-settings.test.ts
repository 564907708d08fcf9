/** `DcrConfiguration` of a pool. */
import {
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());

async function create(settings: Partial<CreateUserPoolCommandInput> = {}): Promise<string> {
  const { UserPool } = await server.admin.send(
    new CreateUserPoolCommand({ PoolName: "people", ...settings }),
  );
  return UserPool?.Id ?? "";
}

const update = (UserPoolId: string, settings: Partial<UpdateUserPoolCommandInput>) =>
  server.admin.send(new UpdateUserPoolCommand({ UserPoolId, ...settings }));

const configurationOf = async (UserPoolId: string) =>
  (await server.admin.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool?.DcrConfiguration;

const DEFAULTS = {
  EnableStatus: "Enabled",
  OpenDcrEnabled: false,
  AuthenticatedGrantTypes: ["code", "client_credentials"],
  OpenDcrGrantTypes: ["code"],
  AllowedScopes: [],
};

test("a pool has none unless it is given; an empty one turns registration on, with defaults", async () => {
  expect(await configurationOf(await create())).toBeUndefined();
  expect(await configurationOf(await create({ DcrConfiguration: {} }))).toEqual(DEFAULTS);
});

test("empty lists stay empty, and implicit stays in its list", async () => {
  const given = { AuthenticatedGrantTypes: [], OpenDcrGrantTypes: ["code" as const, "implicit" as const] };
  const pool = await create({ DcrConfiguration: given });
  expect(await configurationOf(pool)).toEqual({ ...DEFAULTS, ...given });
});

test("an update without it keeps it; with it, replaces it", async () => {
  const pool = await create({ DcrConfiguration: { OpenDcrEnabled: true, AllowedScopes: ["api/read"] } });
  await update(pool, {});
  expect(await configurationOf(pool)).toEqual({
    ...DEFAULTS,
    OpenDcrEnabled: true,
    AllowedScopes: ["api/read"],
  });
  await update(pool, { DcrConfiguration: { EnableStatus: "Disabled" } });
  expect(await configurationOf(pool)).toEqual({ ...DEFAULTS, EnableStatus: "Disabled" });
});

test("the tier LITE has no registration; to change to it, registration is turned off", async () => {
  const refused = { name: "FeatureUnavailableInTierException" };
  await expect(create({ UserPoolTier: "LITE", DcrConfiguration: {} })).rejects.toMatchObject(refused);
  const pool = await create({ DcrConfiguration: {} });
  await expect(update(pool, { UserPoolTier: "LITE" })).rejects.toMatchObject(refused);
  await update(pool, { UserPoolTier: "LITE", DcrConfiguration: { EnableStatus: "Disabled" } });
  await expect(
    update(pool, { UserPoolTier: "LITE", DcrConfiguration: { OpenDcrEnabled: true } }),
  ).rejects.toMatchObject(refused);
});

test("the model's constraints hold", async () => {
  const configurations = [
    { EnableStatus: "On" },
    { OpenDcrGrantTypes: ["password"] },
    { AllowedScopes: ["with space"] },
  ] as CreateUserPoolCommandInput["DcrConfiguration"][];
  for (const DcrConfiguration of configurations) {
    await expect(create({ DcrConfiguration })).rejects.toMatchObject({ name: "InvalidParameterException" });
  }
});
