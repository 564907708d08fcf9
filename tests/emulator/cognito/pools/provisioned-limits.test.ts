/** Request rates that an account provisions in a Region. */
import {
  GetProvisionedLimitCommand,
  type LimitDefinitionType,
  UpdateProvisionedLimitCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { cognitoClient } from "../../../support/clients/cognito-client.ts";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { refusal } from "../../../support/worlds/cognito-app.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());

const definition = (Attributes: Record<string, string>): LimitDefinitionType => ({
  LimitClass: "API_CATEGORY",
  Attributes,
});
const get = async (Attributes: Record<string, string>, client = server.admin) =>
  (await client.send(new GetProvisionedLimitCommand({ LimitDefinition: definition(Attributes) }))).Limit;
const set = async (Category: string, RequestedLimitValue: number) =>
  (
    await server.admin.send(
      new UpdateProvisionedLimitCommand({ LimitDefinition: definition({ Category }), RequestedLimitValue }),
    )
  ).Limit;

test("a category has its default rate until another is provisioned, in one Region", async () => {
  const Category = "UserCreation";
  const limit = { LimitDefinition: definition({ Category }), FreeLimitValue: 50 };
  expect(await get({ Category })).toEqual({ ...limit, ProvisionedLimitValue: 50 });
  expect(await set(Category, 80)).toEqual({ ...limit, ProvisionedLimitValue: 80 });
  expect(await get({ Category })).toEqual({ ...limit, ProvisionedLimitValue: 80 });
  expect(await get({ Category: "UserRead" })).toMatchObject({ ProvisionedLimitValue: 120 });
  const away = cognitoClient(server.endpoint, "eu-west-1");
  expect(await get({ Category }, away)).toEqual({ ...limit, ProvisionedLimitValue: 50 });
  away.destroy();
  expect(await set(Category, 50)).toEqual({ ...limit, ProvisionedLimitValue: 50 });
});

test("a rate is neither below the default nor above the account's quota", async () => {
  expect(await refusal(set("UserToken", 119))).toBe(
    "InvalidParameterException: RequestedLimitValue for UserToken must be at least the default limit of 120.",
  );
  expect(await refusal(set("UserToken", 1_201))).toBe(
    "ServiceQuotaExceededException: RequestedLimitValue for UserToken exceeds the account's quota of 1200.",
  );
  expect(await set("UserToken", 1_200)).toMatchObject({ ProvisionedLimitValue: 1_200 });
});

test("rates of operations on pools can't be raised", async () => {
  expect(await get({ Category: "UserPoolRead" })).toMatchObject({ FreeLimitValue: 15 });
  expect(await refusal(set("UserPoolRead", 16))).toMatch(/^ServiceQuotaExceededException/);
});

test("a limit is named by a category that there is", async () => {
  for (const Category of ["Coffee", "constructor"]) {
    const missing = `ResourceNotFoundException: There is no limit for the category ${Category}.`;
    expect(await refusal(get({ Category }))).toBe(missing);
    expect(await refusal(set(Category, 100))).toBe(missing);
  }
  const misnamed =
    "InvalidParameterException: Attributes of an API_CATEGORY limit must contain Category, and nothing else.";
  expect(await refusal(get({}))).toBe(misnamed);
  expect(await refusal(get({ Category: "UserRead", Pool: "one" }))).toBe(misnamed);
});
