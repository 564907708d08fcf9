import { expect, test } from "@jest/globals";
import { explainError } from "../../../../scripts/deployment/script-error.ts";

test("a missing file is named, without a stack trace", () => {
  const error = Object.assign(new Error("ENOENT: no such file or directory, open 'users.json'"), {
    code: "ENOENT",
    path: "users.json",
  });
  expect(explainError(error)).toBe("users.json: the file does not exist.");
});

test("a bug has no explanation: it is shown with its stack trace", () => {
  expect(explainError(new TypeError("x is not a function"))).toBeNull();
});
