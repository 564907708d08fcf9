import { expect, test } from "@jest/globals";
import { loadServiceModel } from "../../../../local/protocol/service-model.ts";
import { fitToShape } from "../../../../local/template/fit-to-shape.ts";

const model = loadServiceModel("cognito-idp.json");
const createPool = (value: unknown) => fitToShape(value, "CreateUserPoolRequest", model);

test("numbers, booleans and strings become what the API accepts", () => {
  const { value, unknown } = createPool({
    PoolName: 7,
    Policies: { PasswordPolicy: { MinimumLength: "12", RequireNumbers: "true" } },
    Schema: [{ Name: "email", Required: "false", StringAttributeConstraints: { MinLength: 0 } }],
    UserPoolTags: { stage: 1 },
  });
  expect(value).toEqual({
    PoolName: "7",
    Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true } },
    Schema: [{ Name: "email", Required: false, StringAttributeConstraints: { MinLength: "0" } }],
    UserPoolTags: { stage: "1" },
  });
  expect(unknown).toEqual([]);
});

test("other values are left for the API to refuse", () => {
  const given = { PoolName: "p", Policies: { PasswordPolicy: { MinimumLength: "twelve" } }, Schema: "none" };
  expect(createPool(given).value).toEqual(given);
});

test("members the API does not have are left out and named", () => {
  const { value, unknown } = createPool({
    PoolName: "p",
    EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
    Schema: [{ Name: "a", Color: "red" }],
  });
  expect(value).toEqual({ PoolName: "p", Schema: [{ Name: "a" }] });
  expect(unknown).toEqual(["EnabledMfas", "Schema[0].Color"]);
});
