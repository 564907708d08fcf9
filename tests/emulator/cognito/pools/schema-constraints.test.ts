/** Invalid constraints are refused when a pool is created, as in a deployment. */
import {
  AddCustomAttributesCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  type SchemaAttributeType,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { refusal } from "../../../support/worlds/cognito-app.ts";
import { createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());

const text = (constraints: object): SchemaAttributeType => ({
  AttributeDataType: "String",
  StringAttributeConstraints: constraints,
});
const number = (constraints: object): SchemaAttributeType => ({
  AttributeDataType: "Number",
  NumberAttributeConstraints: constraints,
});

const create = (...Schema: SchemaAttributeType[]) =>
  server.admin.send(new CreateUserPoolCommand({ PoolName: "constrained", Schema }));

const BAD_LENGTHS = ["-5", "x", "", " ", "1.5", "1e3", "0x10", "+5", "NaN", "٣"];
const BAD_VALUES = ["x", "", " ", "1e3", "0x10", "+5", "NaN", "Infinity", "1.", "--1"];

const REFUSED = [
  ...BAD_LENGTHS.flatMap((value) => [
    ["MinLength", text({ MinLength: value })] as const,
    ["MaxLength", text({ MaxLength: value })] as const,
  ]),
  ...BAD_VALUES.flatMap((value) => [
    ["MinValue", number({ MinValue: value })] as const,
    ["MaxValue", number({ MaxValue: value })] as const,
  ]),
];

describe.each(REFUSED)("%s of %j", (constraint, attribute) => {
  const isText = attribute.AttributeDataType === "String";

  test("is refused in a new pool: for a standard and for a custom attribute", async () => {
    const standard = isText ? "email" : "updated_at";
    expect(await refusal(create({ ...attribute, Name: standard }))).toBe(
      `InvalidParameterException: Invalid ${constraint} for schema attribute ${standard}`,
    );
    expect(await refusal(create({ ...attribute, Name: "mine" }))).toBe(
      `InvalidParameterException: Invalid ${constraint} for schema attribute custom:mine`,
    );
  });

  test("is refused for an existing pool, which does not change", async () => {
    const UserPoolId = await createPool(server);
    const CustomAttributes = [{ ...attribute, Name: "mine" }];
    const add = new AddCustomAttributesCommand({ UserPoolId, CustomAttributes });
    expect(await refusal(server.admin.send(add))).toBe(
      `InvalidParameterException: Invalid ${constraint} for schema attribute custom:mine`,
    );
    const { UserPool } = await server.admin.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool?.SchemaAttributes?.some(({ Name }) => Name === "custom:mine")).toBe(false);
  });
});

test.each([
  { MaxLength: "2049" },
  { MinLength: "2049" },
  { MinLength: "1", MaxLength: "99999999999999999999" },
])("more than 2,048 characters: %j", async (constraints) => {
  for (const Name of ["email", "mine"]) {
    const shown = Name === "mine" ? "custom:mine" : Name;
    expect(await refusal(create({ Name, ...text(constraints) }))).toBe(
      `InvalidParameterException: user.${shown}: String attributes cannot have a length of more than 2048`,
    );
  }
});

test("valid constraints are accepted", async () => {
  const { UserPool } = await create(
    { Name: "all", ...text({ MinLength: "0", MaxLength: "2048" }) },
    { Name: "one", ...text({ MinLength: "1", MaxLength: "1" }) },
    { Name: "free", ...text({}) },
    { Name: "cold", ...number({ MinValue: "-273.15", MaxValue: "100" }) },
    { Name: "huge", ...number({ MaxValue: "9".repeat(40) }) },
  );
  const own = UserPool?.SchemaAttributes?.filter(({ Name }) => Name?.startsWith("custom:"));
  expect(own?.map(({ Name }) => Name)).toEqual([
    "custom:all",
    "custom:one",
    "custom:free",
    "custom:cold",
    "custom:huge",
  ]);
});
