import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { REFUSALS, Refusal } from "../../../../libs/messages/refusals.ts";
import { logTrigger } from "../../../../libs/observability/trigger-log.ts";
import { triggerHandler } from "../../../../libs/triggers/trigger-handler.ts";

const event = {
  triggerSource: "CreateAuthChallenge_Authentication",
  userPoolId: "us-east-1_Ab12Cd34E",
  userName: "1a2b3c4d-0000-4000-8000-1a2b3c4d5e6f",
  request: {},
};

let lines: string[];

beforeEach(() => {
  lines = [];
  jest.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
});

afterEach(() => {
  jest.restoreAllMocks();
});

const logged = () => lines.map((line): Record<string, unknown> => JSON.parse(line));

describe("a trigger whose work fails", () => {
  const throwing = (error: unknown, onFailure: "go on" | "refuse") =>
    triggerHandler<typeof event>({
      onFailure,
      refusal: "codesUnavailable",
      run: () => Promise.reject(error),
    });

  test("throws a refusal unchanged, and logs its reason without an error", async () => {
    const refused = throwing(new Refusal("signInOver"), "refuse")(event);
    await expect(refused).rejects.toEqual(new Error(REFUSALS.signInOver));
    expect(logged()).toEqual([
      expect.objectContaining({ level: "INFO", message: "refused", reason: "signInOver" }),
    ]);
  });

  test.each([
    [new TypeError("secret"), "TypeError"],
    ["secret", "string"],
    [{ message: REFUSALS.signInOver, name: "secret" }, "object"],
  ])("refuses with its own text, and logs and counts the cause by name: %s", async (error, cause) => {
    await expect(throwing(error, "refuse")(event)).rejects.toEqual(new Error(REFUSALS.codesUnavailable));
    const [metric, line, ...more] = logged();
    expect(metric).toMatchObject({ trigger_error: 1, cause: event.triggerSource });
    expect(line).toMatchObject({ level: "ERROR", message: "trigger failed", cause });
    expect(more).toEqual([]);
    expect(lines.join("")).not.toContain("secret");
  });

  test("lets the user continue if it only records something", async () => {
    expect(await throwing(new TypeError("secret"), "go on")(event)).toBe(event);
    expect(logged()[0]).toMatchObject({ trigger_error: 1 });
  });
});

describe("a log line", () => {
  const nameIn = (facts: Parameters<typeof logTrigger>[2]) => {
    logTrigger("INFO", "told", facts);
    return logged().at(-1)?.userName;
  };

  test("has the id of a user", () => {
    for (const request of [{}, null, undefined, { userNotFound: false }, { userNotFound: undefined }]) {
      expect(nameIn({ ...event, request })).toBe(event.userName);
    }
  });

  test("has no input of an unknown user, even if it looks like an id", () => {
    expect(nameIn({ ...event, request: { userNotFound: true } })).toBeUndefined();
    expect(nameIn({ ...event, userName: "ada@example.com" })).toBeUndefined();
  });
});
