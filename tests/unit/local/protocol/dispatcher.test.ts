import { expect, test } from "@jest/globals";
import { createDispatcher } from "../../../../local/protocol/dispatcher.ts";

const { dispatch } = createDispatcher({
  modelFile: "cognito-idp.json",
  violation: "InvalidParameterException",
  find: () => undefined,
  contextOf: () => ({}),
});

test("an operation that the model has and nobody built answers 501 and names itself", async () => {
  await expect(dispatch("CreateUserPool", {}, "in-process")).rejects.toMatchObject({
    code: "NotImplementedException",
    status: 501,
    message: expect.stringContaining("CreateUserPool"),
  });
});

test.each(["NoSuchOperation", "__proto__", "constructor"])("%s is no operation", async (name) => {
  await expect(dispatch(name, {}, "in-process")).rejects.toMatchObject({ code: "UnknownOperationException" });
});
