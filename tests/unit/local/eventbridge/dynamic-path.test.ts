import { expect, test } from "@jest/globals";
import { readParameter } from "../../../../local/eventbridge/dynamic-path.ts";

test("a parameter is a text, or a path that is read from each event", () => {
  expect(readParameter("serverless-auth.accounts")({ type: "sign_in" })).toBe("serverless-auth.accounts");
  expect(readParameter("$.type")({ type: "sign_in" })).toBe("sign_in");
  expect(readParameter("$.detail-type.a_b")({ "detail-type": { a_b: "x" } })).toBe("x");
});

test.each([{}, { a: "text" }, { a: null }, { a: { b: 1 } }, { a: { b: null } }, null, "text"])(
  "there is no value in %j",
  (event) => {
    expect(readParameter("$.a.b")(event)).toBeUndefined();
  },
);

test("members that every object has are not in an event", () => {
  expect(readParameter("$.constructor.name")({})).toBeUndefined();
});

test.each(["$", "$type", "$.a[0]", "$.a[*]", "$.a..b", "$.a b"])("the path %s is refused", (path) => {
  expect(() => readParameter(path)).toThrow(`the path ${path} is not supported by the local cloud`);
});
