import { describe, expect, jest, test } from "@jest/globals";
import { REFUSALS, Refusal } from "../../../../libs/messages/refusals.ts";
import { isChannel, readChannel } from "../../../../libs/otp/channel.ts";
import { loggedFacts } from "../../../../libs/otp/logged-facts.ts";
import { readPrivateParameters } from "../../../../libs/otp/otp-parameters.ts";
import { refusalOf } from "../../../../libs/otp/refusal-of.ts";

describe("what only verify is shown", () => {
  const [challengeId, digest] = ["id", "digest"];

  test("is read as create writes it", () => {
    const asks = { challenge: "PROVIDE_AUTH_PARAMETERS", challengeId };
    expect(readPrivateParameters({ ...asks, more: 1 })).toEqual(asks);
    const code = { challenge: "ONE_TIME_CODE", challengeId, digest };
    expect(readPrivateParameters({ ...code, more: 1 })).toEqual(code);
  });

  test.each([
    [undefined],
    [null],
    [{}],
    [{ challengeId, digest }],
    [{ challenge: "", challengeId, digest }],
    [{ challenge: "OTHER", challengeId, digest }],
    [{ challenge: "PROVIDE_AUTH_PARAMETERS" }],
    [{ challenge: "PROVIDE_AUTH_PARAMETERS", challengeId: "" }],
    [{ challenge: "PROVIDE_AUTH_PARAMETERS", challengeId: 7 }],
    [{ challenge: "ONE_TIME_CODE", challengeId }],
    [{ challenge: "ONE_TIME_CODE", challengeId, digest: 7 }],
    [{ challenge: "ONE_TIME_CODE", digest }],
  ])("is nothing of ours: %j", (given) => {
    expect(readPrivateParameters(given)).toBeUndefined();
  });
});

test("the ways that a code can go are e-mail and text messages", () => {
  expect(readChannel('{"channel":"email"}')).toBe("email");
  expect(readChannel('{"channel":"sms","more":1}')).toBe("sms");
  for (const answer of ["", "email", "{}", "null", '{"channel":"pigeon"}', '{"channel":["sms"]}'])
    expect(readChannel(answer)).toBeUndefined();
  expect(["email", "sms", "", undefined, "EMAIL"].map(isChannel)).toEqual([true, true, false, false, false]);
});

const event = {
  triggerSource: "CreateAuthChallenge_Authentication",
  userPoolId: "us-east-1_Ab12Cd34E",
  userName: "ada",
  request: {},
};

test("the log has the name of a user that there is, and nothing that somebody typed", () => {
  const facts = { triggerSource: event.triggerSource, userPoolId: event.userPoolId };
  for (const request of [{}, { userNotFound: false }, { userNotFound: undefined }])
    expect(loggedFacts({ ...event, request })).toEqual({ ...facts, userName: "ada" });
  expect(loggedFacts({ ...event, request: { userNotFound: true } })).toEqual({
    ...facts,
    userName: "nobody",
  });
});

describe("what a trigger says for an error", () => {
  const refused = (error: unknown) => {
    const lines: string[] = [];
    const output = jest
      .spyOn(process.stdout, "write")
      .mockImplementation((line) => lines.push(String(line)) > 0);
    const { message } = refusalOf(error, event);
    output.mockRestore();
    return { message, log: lines.join("") };
  };

  test("is the public refusal that it is, without a line in the log", () => {
    expect(refused(new Refusal("signInOver"))).toEqual({ message: REFUSALS.signInOver, log: "" });
  });

  test.each([
    [new TypeError("secret"), '"cause":"TypeError"'],
    ["secret", '"cause":"string"'],
    [{ message: REFUSALS.signInOver, name: "secret" }, '"cause":"object"'],
  ])("is that codes are not available, with the cause by its name in the log", (error, cause) => {
    const { message, log } = refused(error);
    expect(message).toBe(REFUSALS.codesUnavailable);
    expect(JSON.parse(log)).toMatchObject({
      level: "ERROR",
      message: "sign-in by code failed",
    });
    expect(log).toContain(cause);
    expect(log).not.toContain("secret");
  });
});
