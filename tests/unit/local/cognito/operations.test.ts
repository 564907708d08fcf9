import { describe, expect, test } from "@jest/globals";
import { operations } from "../../../../local/cognito/operations.ts";
import { accessOf, loadServiceModel } from "../../../../local/protocol/service-model.ts";

const model = loadServiceModel("cognito-idp.json");

/** Their AccessToken is optional in the model, for older credentials; they do not work without. */
const tokenAfterAll = new Set(["GetDevice", "ForgetDevice"]);

describe.each([...operations])("%s", (name, operation) => {
  test("is declared under its own name, with the access of AWS's model", () => {
    const described = model.operations[name];
    const input = model.inputShapes[described?.input ?? ""];
    const takesToken = input?.required?.includes("AccessToken") === true || tokenAfterAll.has(name);
    expect(operation.name).toBe(name);
    expect(accessOf(model, name)).toBe(described?.auth === "iam" ? "iam" : takesToken ? "token" : "none");
  });
});
