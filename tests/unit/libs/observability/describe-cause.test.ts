import { channel } from "node:diagnostics_channel";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { Refusal } from "../../../../libs/messages/refusals.ts";
import {
  describeCause,
  Fault,
  nameOfError,
  publishFailure,
} from "../../../../libs/observability/describe-cause.ts";
import { logTriggerError } from "../../../../libs/observability/trigger-log.ts";

const withStack = { withStack: true };
const HERE = /describe-cause\.test\.ts:\d+:\d+\)?$/;

test.each([
  [new RangeError("ada@example.com"), "RangeError"],
  ["ada@example.com", "string"],
  [undefined, "undefined"],
])("%p is logged as %s where only the name is", (error, name) => {
  expect(nameOfError(error)).toBe(name);
});

describe("what of an error is logged", () => {
  test("its name and where it was thrown, without its message", () => {
    const cause = describeCause(new TypeError("ada@example.com is not a function"), withStack);
    expect(cause).toEqual({ name: "TypeError", frames: expect.any(Array) });
    expect(cause?.frames?.[0]).toMatch(HERE);
    expect(JSON.stringify(cause)).not.toContain("ada@");
  });

  test.each([
    ["several lines", "first\nsecond: ada@example.com\n"],
    ["lines that look like frames", "x\n    at ada (file:///ada/secret.ts:1:2)\n    at /ada/secret:3:4"],
    ["nothing", ""],
  ])("a message of %s does not change the frames", (_, message) => {
    const cause = describeCause(new Error(message), withStack);
    expect(cause?.frames?.[0]).toMatch(HERE);
    expect(JSON.stringify(cause)).not.toMatch(/ada|secret/);
  });

  test("a message that was changed later has no frames, because its end is unknown", () => {
    const error = new Error("ada\n    at ada (file:///ada/secret.ts:1:2)");
    Object.assign(error, { stack: error.stack, message: "another one" });
    expect(describeCause(error, withStack)).toEqual({ name: "Error", frames: [] });
  });

  test("the text of an internal error, and its cause", () => {
    const cause = new Fault("no secret", { cause: new RangeError("ada@example.com") });
    expect(describeCause(cause, withStack)).toMatchObject({
      name: "Fault",
      message: "no secret",
      cause: { name: "RangeError", frames: expect.any(Array) },
    });
  });

  test("circular causes end", () => {
    const error: Error = new Error("one");
    error.cause = error;
    expect(JSON.stringify(describeCause(error, withStack)).match(/"name"/g)).toHaveLength(3);
  });

  test("only the name of an expected error, and the type of what is not an error", () => {
    expect(describeCause(new TypeError("x"), { withStack: false })).toEqual({ name: "TypeError" });
    expect(describeCause("ada@example.com", withStack)).toEqual({ name: "string" });
    expect(describeCause(null, withStack)).toEqual({ name: "object" });
    expect(describeCause(undefined, withStack)).toBeUndefined();
  });
});

describe("a trigger's error", () => {
  const event = { triggerSource: "PreSignUp_SignUp", userPoolId: "us-east-1_1", userName: "ada@example.com" };
  const failures = channel("serverless-auth:failure");
  const seen: unknown[] = [];
  const see = (message: unknown) => seen.push(message);

  afterEach(() => {
    failures.unsubscribe(see);
    jest.restoreAllMocks();
  });

  test.each([
    [new TypeError("ada@example.com"), { cause: "TypeError", frames: expect.any(Array) }],
    [new Fault("no secret"), { cause: "Fault", detail: "no secret", frames: expect.any(Array) }],
    [
      new TypeError("ada@example.com", { cause: new RangeError("ada@example.com") }),
      { cause: "TypeError", causedBy: { name: "RangeError", frames: expect.any(Array) } },
    ],
    ["ada@example.com", { cause: "string" }],
    [undefined, { cause: "object" }],
  ])("is one line without user data, whatever was thrown: %s", (error, expected) => {
    const written: string[] = [];
    jest.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
    logTriggerError("trigger failed", event, error);
    jest.restoreAllMocks();
    const [line = "", ...more] = written;
    expect(more).toEqual([]);
    expect(line).not.toContain("ada@");
    expect(JSON.parse(line)).toMatchObject({ level: "ERROR", message: "trigger failed", ...expected });
  });

  test("is shown completely to observers within the process, if there are any", () => {
    const error = new Refusal("unavailable");
    publishFailure(error);
    failures.subscribe(see);
    publishFailure(error);
    expect(seen).toEqual([{ error }]);
  });
});
