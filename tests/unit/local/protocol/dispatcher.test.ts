import { expect, test } from "@jest/globals";
import { createDispatcher } from "../../../../local/protocol/dispatcher.ts";

const { dispatch } = createDispatcher({
  modelFile: "cognito-idp.json",
  violation: "InvalidParameterException",
  find: () => undefined,
  contextOf: () => ({}),
});

test("an operation of the model that is not implemented answers 501 with its name", async () => {
  await expect(dispatch("CreateUserPool", {}, "in-process")).rejects.toMatchObject({
    code: "NotImplementedException",
    status: 501,
    message: expect.stringContaining("CreateUserPool"),
  });
});

test.each(["NoSuchOperation", "__proto__", "constructor"])("%s is not an operation", async (name) => {
  await expect(dispatch(name, {}, "in-process")).rejects.toMatchObject({ code: "UnknownOperationException" });
});
